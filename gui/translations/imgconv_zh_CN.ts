<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>core</name>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>"same", "valid", "full", p, [ph, pw] or [[top, bottom], [left, right]].</source>
        <translation>"same"、"valid"、"full"、p、[ph, pw] 或 [[上, 下], [左, 右]]。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>, but this one comes near</source>
        <translation>，但这一个很接近</translation>
    </message>
    <message>
        <location filename="../../imgconv/plan.py"/>
        <source>, then</source>
        <translation>，然后</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>1. How large is the result?</source>
        <translation>1. 结果有多大？</translation>
    </message>
    <message>
        <location filename="../../imgconv/engines/affine.py"/>
        <source>1x1 in place in {0}</source>
        <translation>就地进行的 1x1 卷积（{0}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/engines/channels.py"/>
        <source>1x1 over {0} channels as a matrix product in {1}</source>
        <translation>{0} 个通道上的 1x1 卷积，用 {1} 矩阵乘法</translation>
    </message>
    <message>
        <location filename="../../imgconv/engines/channels.py"/>
        <source>1x1 over {0} channels by picking them in {1}</source>
        <translation>{0} 个通道上的 1x1 卷积，逐个挑选通道（{1}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>2. The first value</source>
        <translation>2. 第一个值</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>3. The result</source>
        <translation>3. 结果</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>4 looks up, down, left and right; 8 also along the diagonals.</source>
        <translation>4：看上下左右；8：还看对角方向。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>; did you mean {0}?</source>
        <translation>；是不是 {0}？</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>; known are {0}</source>
        <translation>；已知的有 {0}</translation>
    </message>
    <message>
        <location filename="../../presets/depthwise-separable.toml"/>
        <source>A blur on every channel by itself, then a 1x1 kernel that mixes channels: the cheap convolution of small networks.</source>
        <translation>先逐通道模糊，再用混合通道的 1x1 核：小型网络中廉价的卷积。</translation>
    </message>
    <message>
        <location filename="../../presets/soft-focus.toml"/>
        <source>A blurred copy laid over the picture, as a soft-focus lens does: a glow over detail that stays.</source>
        <translation>把模糊的副本叠在图片上，如柔焦镜头：细节仍在，笼上光晕。</translation>
    </message>
    <message>
        <location filename="../../presets/difference-of-gaussians.toml"/>
        <source>A fine blur minus a coarser one: detail between two sizes, as the eye's first cells see it. Grey is nothing.</source>
        <translation>细模糊减去粗模糊：两个尺度之间的细节，如视网膜细胞所见。灰色表示没有。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/*.py"/>
        <source>A function of each value, where white is 1: relu, abs, sigmoid, tanh, square, sqrt, to_linear or to_encoded.</source>
        <translation>逐值的函数（白为 1）：relu、abs、sigmoid、tanh、square、sqrt、to_linear 或 to_encoded。</translation>
    </message>
    <message>
        <location filename="../../presets/warm.toml"/>
        <source>A little more red, a little less blue: the light of the evening.</source>
        <translation>红多一点，蓝少一点：傍晚的光。</translation>
    </message>
    <message>
        <location filename="../../presets/gabor-energy.toml"/>
        <source>A pair of waves a quarter apart at one direction: how strongly the picture is striped there, wherever the stripes lie.</source>
        <translation>同一方向上相差四分之一周期的一对波：该方向的条纹有多强，与条纹位置无关。</translation>
    </message>
    <message>
        <location filename="../../presets/emboss-grey.toml"/>
        <source>A relief in grey stone: brightness as height, lit from the top left, colours left out.</source>
        <translation>灰石浮雕：亮度当作高度，从左上打光，去掉颜色。</translation>
    </message>
    <message>
        <location filename="../../presets/relief.toml"/>
        <source>A soft, broad relief in colour: five pixels wide, as pressed leather.</source>
        <translation>柔和宽厚的彩色浮雕：五像素宽，如压花皮革。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Add up the second differences, positive in a dark spot.</source>
        <translation>把二阶差分相加，暗点处为正。</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>Add {0}.</source>
        <translation>再加 {0}。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Added after the divisor, one number or one for each output channel; 1 is white.</source>
        <translation>在除数之后相加，一个数，或每个输出通道一个数；1 为白。</translation>
    </message>
    <message>
        <location filename="../../presets/sharpen.toml"/>
        <source>Adds back the fine detail that a small blur takes away. The classic kernel, with 5 in the middle, at amount 1.</source>
        <translation>加回小模糊去掉的细节。强度为 1 时就是中间为 5 的经典核。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <location filename="../../presets/high-boost.toml"/>
        <location filename="../../presets/local-contrast.toml"/>
        <location filename="../../presets/relief.toml"/>
        <location filename="../../presets/saturation.toml"/>
        <location filename="../../presets/sepia.toml"/>
        <location filename="../../presets/sharpen-luminance.toml"/>
        <location filename="../../presets/sharpen-strong.toml"/>
        <location filename="../../presets/sharpen.toml"/>
        <location filename="../../presets/soft-focus.toml"/>
        <location filename="../../presets/unsharp-mask.toml"/>
        <location filename="../../presets/warm.toml"/>
        <source>Amount</source>
        <translation>强度</translation>
    </message>
    <message>
        <location filename="../../presets/local-contrast.toml"/>
        <source>An unsharp mask with a wide radius and a light hand: hazy pictures gain depth, edges keep their look.</source>
        <translation>大半径、轻力度的反锐化掩模：朦胧的图片变得通透，边缘保持原样。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Anchor</source>
        <translation>锚点</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Angle</source>
        <translation>角度</translation>
    </message>
    <message>
        <location filename="../../presets/motion-blur.toml"/>
        <source>Angle (degrees)</source>
        <translation>角度（度）</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Answer to stripes of one direction and wavelength: a cosine wave under a Gaussian bell.</source>
        <translation>响应某一方向和波长的条纹：高斯钟形下的余弦波。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/analysis.py"/>
        <source>Answers 0 on flat areas</source>
        <translation>在平坦区域响应为 0</translation>
    </message>
    <message>
        <location filename="../../presets/gabor.toml"/>
        <source>Answers to stripes of one direction and width, as cells of the visual cortex do. Grey is no answer.</source>
        <translation>响应某一方向和宽度的条纹，如视觉皮层细胞。灰色表示没有响应。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Applied to each value, where white is 1; to_linear undoes the transfer curve (the image's, else sRGB's), to_encoded redoes it.</source>
        <translation>作用于每个值，白为 1；to_linear 撤销传递曲线（图像自带的，否则为 sRGB 的），to_encoded 重做传递曲线。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>As measured</source>
        <translation>保留测得的值</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Aspect</source>
        <translation>长宽比</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Average a rectangle of pixels, each with the same weight.</source>
        <translation>对一个矩形内的像素取平均，权重相同。</translation>
    </message>
    <message>
        <location filename="../../presets/box-blur.toml"/>
        <source>Averages a square of pixels, each with the same weight. Quick and a little coarse: bright points become squares.</source>
        <translation>对一个方块内的像素等权平均。快但略粗糙：亮点会变成方块。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Below 1 the stripes are longer than their bundle is wide.</source>
        <translation>小于 1 时，条纹的长度大于条纹束的宽度。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Binomial</source>
        <translation>二项式</translation>
    </message>
    <message>
        <location filename="../../presets/binomial-blur.toml"/>
        <source>Binomial blur</source>
        <translation>二项式模糊</translation>
    </message>
    <message>
        <location filename="../../presets/blobs.toml"/>
        <source>Blobs</source>
        <translation>斑点</translation>
    </message>
    <message>
        <location filename="../../presets/channel-mixer.toml"/>
        <source>Blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Blur along a straight line, as a camera that moved does; the line is anti-aliased.</source>
        <translation>沿直线模糊，如相机移动；直线经过抗锯齿处理。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Blur as a lens out of focus does, each pixel weighted by the area of it that a disk covers.</source>
        <translation>如镜头失焦般模糊，每个像素的权重是圆盘覆盖它的面积。</translation>
    </message>
    <message>
        <location filename="../../presets/panning-blur.toml"/>
        <source>Blurs sideways much more than up and down, as a camera that follows something fast.</source>
        <translation>水平方向的模糊远大于垂直方向，如跟拍快速物体的相机。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Box</source>
        <translation>方框</translation>
    </message>
    <message>
        <location filename="../../presets/box-blur.toml"/>
        <source>Box blur</source>
        <translation>方框模糊</translation>
    </message>
    <message>
        <location filename="../../presets/lines.toml"/>
        <source>Bright lines a pixel or two wide, in any of four directions.</source>
        <translation>一两个像素宽的亮线，四个方向均可。</translation>
    </message>
    <message>
        <location filename="../../presets/blobs.toml"/>
        <source>Bright where there is a dark spot of one size, dark where there is a bright one: eyes, windows, cells.</source>
        <translation>某一大小的暗点处变亮，亮点处变暗：眼睛、窗户、细胞。</translation>
    </message>
    <message>
        <location filename="../../presets/greyscale.toml"/>
        <source>Brightness as the eye weighs it, computed on amounts of light: one channel from three.</source>
        <translation>按人眼权重、在光量上计算的亮度：三个通道变为一个。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>By which the picture after is moved; undone before learning.</source>
        <translation>处理后的图片移动了多少；学习前先移回。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Ceil mode</source>
        <translation>向上取整模式</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Change nothing: a single 1 in the centre.</source>
        <translation>什么也不改变：中心只有一个 1。</translation>
    </message>
    <message>
        <location filename="../../presets/identity.toml"/>
        <source>Changes nothing: a single 1 in the middle. Where every kernel begins.</source>
        <translation>什么也不改变：中间一个 1。一切核的起点。</translation>
    </message>
    <message>
        <location filename="../../presets/channel-mixer.toml"/>
        <source>Channel mixer</source>
        <translation>通道混合器</translation>
    </message>
    <message>
        <location filename="../../presets/chromatic-aberration.toml"/>
        <source>Chromatic aberration</source>
        <translation>色差</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/*.py"/>
        <source>Clip to the output range, or stretch the image's own range to it.</source>
        <translation>截断到输出范围，或把图像自身的范围拉伸到输出范围。</translation>
    </message>
    <message>
        <location filename="../../presets/difference-of-gaussians.toml"/>
        <source>Coarse radius (pixels)</source>
        <translation>粗半径（像素）</translation>
    </message>
    <message>
        <location filename="../../presets/opponent-edges.toml"/>
        <source>Colour-opponent edges</source>
        <translation>对立色边缘</translation>
    </message>
    <message>
        <location filename="../../presets/coloured-pencil.toml"/>
        <source>Coloured pencil</source>
        <translation>彩色铅笔</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Compare three neighbours with the other five, towards one of eight directions of the compass.</source>
        <translation>朝八个罗盘方向之一，比较三个邻居与其余五个邻居。</translation>
    </message>
    <message>
        <location filename="../../presets/conv-relu-pool.toml"/>
        <source>Convolution, ReLU, pooling</source>
        <translation>卷积、ReLU、池化</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/*.py"/>
        <source>Correlation or true convolution with a kernel.</source>
        <translation>用一个核做互相关或真卷积。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Count padding</source>
        <translation>计入填充</translation>
    </message>
    <message>
        <location filename="../../presets/dark-border.toml"/>
        <source>Dark border</source>
        <translation>暗边</translation>
    </message>
    <message>
        <location filename="../../presets/pencil-sketch.toml"/>
        <source>Dark lines on white paper: the edges of the brightness, inverted.</source>
        <translation>白纸上的暗线：反相的亮度边缘。</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <location filename="../../presets/detail-map.toml"/>
        <source>Detail map</source>
        <translation>细节图</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Diagonal</source>
        <translation>对角方向</translation>
    </message>
    <message>
        <location filename="../../presets/difference-of-gaussians.toml"/>
        <source>Difference of Gaussians</source>
        <translation>高斯差分</translation>
    </message>
    <message>
        <location filename="../../presets/dilated-blur.toml"/>
        <source>Dilated blur</source>
        <translation>膨胀模糊</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <location filename="../../presets/dilated-blur.toml"/>
        <source>Dilation</source>
        <translation>膨胀</translation>
    </message>
    <message>
        <location filename="../../presets/hybrid-dilated-blur.toml"/>
        <source>Dilations 1, 2 and 5 one after the other: every pixel of the field is seen, and the holes are gone.</source>
        <translation>依次使用膨胀 1、2、5：感受野内每个像素都被看到，空洞消失。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <location filename="../../presets/gabor.toml"/>
        <source>Direction (degrees)</source>
        <translation>方向（度）</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Direction in which the wave runs; its stripes lie across it.</source>
        <translation>波传播的方向；条纹与之垂直。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Direction of the movement, counter-clockwise from the x axis as seen on the screen.</source>
        <translation>移动方向，在屏幕上从 x 轴起逆时针计。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Disk</source>
        <translation>圆盘</translation>
    </message>
    <message>
        <location filename="../../presets/chromatic-aberration.toml"/>
        <location filename="../../presets/double-exposure.toml"/>
        <location filename="../../presets/shift.toml"/>
        <source>Distance (pixels)</source>
        <translation>距离（像素）</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Divide by the window clipped to the padded image; otherwise by its real pixels.</source>
        <translation>除以窗口在填充后图像内的像素数；否则除以真实像素数。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Divide by this whole number, not 0, instead.</source>
        <translation>改为除以这个整数（不能为 0）。</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>Divide each sum by {0}.</source>
        <translation>每个和除以 {0}。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Divides the weights; "sum" divides each filter by its own sum.</source>
        <translation>除权重；"sum" 表示每个滤波器除以自己的总和。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Divisor</source>
        <translation>除数</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>Do not write weights as simple fractions.</source>
        <translation>不把权重写成简单分数。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>DoG (difference of Gaussians)</source>
        <translation>DoG（高斯差分）</translation>
    </message>
    <message>
        <location filename="../../presets/double-exposure.toml"/>
        <source>Double exposure</source>
        <translation>双重曝光</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>E</source>
        <translation>东</translation>
    </message>
    <message>
        <location filename="../../presets/difference.toml"/>
        <source>Each pixel minus the one on its right, the smallest edge finder: [1, -1]. Grey is no difference.</source>
        <translation>每个像素减去右边的像素，最小的边缘检测：[1, -1]。灰色表示没有差别。</translation>
    </message>
    <message>
        <location filename="../../presets/laplacian-of-gaussian.toml"/>
        <source>Edges and blobs of one size: a blur against noise, then the Laplacian, in one kernel. Grey is nothing.</source>
        <translation>某一大小的边缘和斑点：先模糊去噪，再取拉普拉斯，合为一个核。灰色表示没有。</translation>
    </message>
    <message>
        <location filename="../../presets/coloured-pencil.toml"/>
        <source>Edges of every colour on white paper, each line in the colour that changes there.</source>
        <translation>白纸上各种颜色的边缘，每条线的颜色就是那里变化的颜色。</translation>
    </message>
    <message>
        <location filename="../../presets/kirsch-compass.toml"/>
        <source>Eight masks, one for each direction of the compass, taken together: broad edges, even where contrast is low.</source>
        <translation>八个模板，每个罗盘方向一个，合在一起：即使对比度低也能得到粗边缘。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <location filename="../../presets/emboss.toml"/>
        <source>Emboss</source>
        <translation>浮雕</translation>
    </message>
    <message>
        <location filename="../../presets/emboss-grey.toml"/>
        <source>Emboss on grey</source>
        <translation>灰底浮雕</translation>
    </message>
    <message>
        <location filename="../../presets/engrave.toml"/>
        <source>Engrave</source>
        <translation>雕刻</translation>
    </message>
    <message>
        <location filename="../../presets/swap-red-blue.toml"/>
        <source>Exchanges the first and the last channel: what a picture looks like when RGB is read as BGR.</source>
        <translation>交换第一个和最后一个通道：把 RGB 当作 BGR 读时图片的样子。</translation>
    </message>
    <message>
        <location filename="../../imgconv/errors.py"/>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <location filename="../../imgconv/errors.py"/>
        <source>File name too long</source>
        <translation>文件名太长</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>Fill in</source>
        <translation>填写</translation>
    </message>
    <message>
        <location filename="../../presets/difference-of-gaussians.toml"/>
        <source>Fine radius (pixels)</source>
        <translation>细半径（像素）</translation>
    </message>
    <message>
        <location filename="../../presets/difference.toml"/>
        <source>First difference</source>
        <translation>一阶差分</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>First sigma</source>
        <translation>第一个 σ</translation>
    </message>
    <message>
        <location filename="../../presets/gabor-bank.toml"/>
        <source>Four Gabor waves, at 0, 45, 90 and 135 degrees, taken together: how striped the picture is, whatever the direction.</source>
        <translation>0、45、90、135 度的四个 Gabor 波合在一起：不论方向，图片有多少条纹。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Frei chen</source>
        <translation>Frei-Chen</translation>
    </message>
    <message>
        <location filename="../../presets/frei-chen-edges.toml"/>
        <source>Frei-Chen edges</source>
        <translation>Frei-Chen 边缘</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>From one bright stripe to the next.</source>
        <translation>从一条亮纹到下一条亮纹。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Function</source>
        <translation>函数</translation>
    </message>
    <message>
        <location filename="../../imgconv/interchange/formats.py"/>
        <source>GIMP</source>
        <translation>GIMP</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Gabor</source>
        <translation>Gabor</translation>
    </message>
    <message>
        <location filename="../../presets/gabor-bank.toml"/>
        <source>Gabor bank</source>
        <translation>Gabor 滤波器组</translation>
    </message>
    <message>
        <location filename="../../presets/gabor-energy.toml"/>
        <source>Gabor energy</source>
        <translation>Gabor 能量</translation>
    </message>
    <message>
        <location filename="../../presets/gabor.toml"/>
        <source>Gabor wave</source>
        <translation>Gabor 波</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Gaussian</source>
        <translation>高斯</translation>
    </message>
    <message>
        <location filename="../../presets/gaussian-blur.toml"/>
        <source>Gaussian blur</source>
        <translation>高斯模糊</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>Gradient descent has not arrived: {0} of 255 levels are left, where the best weights leave {1}. Take more steps, a higher rate, or least squares.</source>
        <translation>梯度下降还没有到达：还剩 {0} 级（共 255 级），而最佳权重只剩 {1}。请增加步数、提高学习率，或用最小二乘。</translation>
    </message>
    <message>
        <location filename="../../presets/frei-chen-edges.toml"/>
        <source>Gradients with the root of two as the middle weight, which measure all directions on one scale.</source>
        <translation>中间权重为根号二的梯度，各方向用同一尺度度量。</translation>
    </message>
    <message>
        <location filename="../../presets/channel-mixer.toml"/>
        <source>Green</source>
        <translation>绿</translation>
    </message>
    <message>
        <location filename="../../presets/channel-mixer.toml"/>
        <source>Grey from red, green and blue in the parts you set: a red filter darkens the sky, a green one brightens leaves.</source>
        <translation>按设定的比例由红、绿、蓝得到灰度：红滤镜压暗天空，绿滤镜提亮树叶。</translation>
    </message>
    <message>
        <location filename="../../presets/greyscale.toml"/>
        <source>Greyscale</source>
        <translation>灰度图</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Groups of channels that do not mix; only with a kernel of 4 levels.</source>
        <translation>互不混合的通道组数；仅用于四层嵌套的核。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Height of the relief.</source>
        <translation>浮雕的高度。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>High</source>
        <translation>上限</translation>
    </message>
    <message>
        <location filename="../../presets/high-boost.toml"/>
        <source>High boost</source>
        <translation>高频提升</translation>
    </message>
    <message>
        <location filename="../../presets/high-pass.toml"/>
        <source>High pass</source>
        <translation>高通</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>How far the camera moved.</source>
        <translation>相机移动了多远。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>How it is written.</source>
        <translation>核的书写方式。</translation>
    </message>
    <message>
        <location filename="../../presets/detail-map.toml"/>
        <source>How much detail there is around every pixel: bright where the picture is in focus or textured.</source>
        <translation>每个像素周围有多少细节：对焦清晰或有纹理处为亮。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>How much of the detail is added to the image.</source>
        <translation>向图像加入多少细节。</translation>
    </message>
    <message>
        <location filename="../../presets/sobel.toml"/>
        <source>How steeply the brightness changes at each pixel, in any direction: bright lines on black where the edges are.</source>
        <translation>每个像素处亮度在任意方向上变化多快：边缘处是黑底亮线。</translation>
    </message>
    <message>
        <location filename="../../presets/hybrid-dilated-blur.toml"/>
        <source>Hybrid dilated blur</source>
        <translation>混合膨胀模糊</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <location filename="../../presets/identity.toml"/>
        <source>Identity</source>
        <translation>恒等</translation>
    </message>
    <message>
        <location filename="../../imgconv/interchange/formats.py"/>
        <source>ImageJ</source>
        <translation>ImageJ</translation>
    </message>
    <message>
        <location filename="../../imgconv/interchange/formats.py"/>
        <source>ImageMagick</source>
        <translation>ImageMagick</translation>
    </message>
    <message>
        <location filename="../../imgconv/errors.py"/>
        <source>Is a directory</source>
        <translation>这是文件夹</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Keep a last window that only partly fits, unless it would start in the padding.</source>
        <translation>保留只有部分放得下的最后一个窗口，除非它从填充处开始。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>Keep saturated</source>
        <translation>保留饱和像素</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Kirsch</source>
        <translation>Kirsch</translation>
    </message>
    <message>
        <location filename="../../presets/kirsch-compass.toml"/>
        <source>Kirsch compass</source>
        <translation>Kirsch 罗盘</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <location filename="../../presets/laplacian.toml"/>
        <source>Laplacian</source>
        <translation>拉普拉斯</translation>
    </message>
    <message>
        <location filename="../../presets/laplacian-of-gaussian.toml"/>
        <source>Laplacian of Gaussian</source>
        <translation>高斯拉普拉斯</translation>
    </message>
    <message>
        <location filename="../../presets/laws-texture.toml"/>
        <source>Laws texture</source>
        <translation>Laws 纹理</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>Learn a constant that is added, too.</source>
        <translation>同时学习一个相加的常数。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>Learn from pixels at black or white, too.</source>
        <translation>也从纯黑或纯白的像素学习。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/analysis.py"/>
        <source>Leaves flat areas as bright as they are</source>
        <translation>平坦区域的亮度不变</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <location filename="../../presets/motion-blur.toml"/>
        <source>Length (pixels)</source>
        <translation>长度（像素）</translation>
    </message>
    <message>
        <location filename="../../presets/lens-blur.toml"/>
        <source>Lens blur</source>
        <translation>镜头模糊</translation>
    </message>
    <message>
        <location filename="../../presets/emboss.toml"/>
        <source>Light from (degrees)</source>
        <translation>光源方向（度）</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Light the image from one side, as if brightness were height; flat areas keep their brightness.</source>
        <translation>从一侧照亮图像，仿佛亮度就是高度；平坦区域亮度不变。</translation>
    </message>
    <message>
        <location filename="../../presets/emboss.toml"/>
        <source>Lights the picture from one side as if brightness were height; flat areas keep their colour.</source>
        <translation>从一侧照亮图片，仿佛亮度就是高度；平坦区域颜色不变。</translation>
    </message>
    <message>
        <location filename="../../presets/lines.toml"/>
        <source>Line finder</source>
        <translation>线检测</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>LoG (Laplacian of Gaussian)</source>
        <translation>LoG（高斯拉普拉斯）</translation>
    </message>
    <message>
        <location filename="../../presets/local-contrast.toml"/>
        <source>Local contrast</source>
        <translation>局部对比度</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Low</source>
        <translation>下限</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/analysis.py"/>
        <source>Makes flat areas {0}</source>
        <translation>使平坦区域{0}</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Masks</source>
        <translation>模板</translation>
    </message>
    <message>
        <location filename="../../presets/spread-bright.toml"/>
        <source>Max pooling over 5x5 pixels with a step of one: bright things grow, dark lines vanish. The dilation of morphology.</source>
        <translation>5x5 像素、步幅为 1 的最大池化：亮处变大，暗线消失。即形态学膨胀。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Measure the gradient along the diagonals with Roberts' cross of 2 x 2 cells.</source>
        <translation>用 2 x 2 的 Roberts 交叉核沿对角线测量梯度。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Measure the gradient with Prewitt's kernel: [1, 1, 1] across, [-1, 0, 1] along.</source>
        <translation>用 Prewitt 核测量梯度：横向 [1, 1, 1]，沿梯度方向 [-1, 0, 1]。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Measure the gradient with Scharr's kernel: [3, 10, 3] across, which errs least in the edge's angle.</source>
        <translation>用 Scharr 核测量梯度：横向 [3, 10, 3]，边缘角度误差最小。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Measure the gradient with Sobel's kernel: [1, 2, 1] across, [-1, 0, 1] along.</source>
        <translation>用 Sobel 核测量梯度：横向 [1, 2, 1]，沿梯度方向 [-1, 0, 1]。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <location filename="../../presets/saturation.toml"/>
        <source>More colour, or less: the picture moved away from its own grey. -1 leaves no colour.</source>
        <translation>颜色更浓或更淡：让图片远离自身的灰度。-1 时没有颜色。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Motion</source>
        <translation>运动</translation>
    </message>
    <message>
        <location filename="../../presets/motion-blur.toml"/>
        <source>Motion blur</source>
        <translation>运动模糊</translation>
    </message>
    <message>
        <location filename="../../presets/shift.toml"/>
        <source>Moves the picture to the right by taking every pixel from its left: a 1 that is not in the middle.</source>
        <translation>每个像素取自左边，图片便向右移动：一个不在中间的 1。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>N</source>
        <translation>北</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>NE</source>
        <translation>东北</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>NW</source>
        <translation>西北</translation>
    </message>
    <message>
        <location filename="../../presets/negative.toml"/>
        <source>Negative</source>
        <translation>负片</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Neighbouring channels joined into one; by default the n of the 3-level kernel before.</source>
        <translation>合并为一的相邻通道数；默认是前面三层嵌套核的 n。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Neighbours</source>
        <translation>邻居数</translation>
    </message>
    <message>
        <location filename="../../presets/dilated-blur.toml"/>
        <source>Nine samples far apart: the reach of a large kernel for the price of a small one, with the holes it leaves.</source>
        <translation>九个相距较远的采样点：以小核的代价得到大核的范围，也留下空洞。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>No linear filter of this form explains the pictures fully{0}: {1} of 255 levels are left (R squared {2}). Try {3}. An effect that is no sum of neighbours, such as a median, a tone curve, noise or JPEG compression, has no kernel.</source>
        <translation>没有这种形式的线性滤波器能完全解释这些图片{0}：还剩 {1} 级（共 255 级，R² {2}）。可以试试{3}。中值、色调曲线、噪声、JPEG 压缩等不是邻域加权和的效果，没有核。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>No padding mode explains the borders, which are left out of these numbers: the program may have left them as they were. "{0}" is written down.</source>
        <translation>没有哪种填充模式能解释边界，这些数字不含边界：那个程序可能没有处理边界。写下的是 "{0}"。</translation>
    </message>
    <message>
        <location filename="../../imgconv/errors.py"/>
        <source>No space left on device</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <location filename="../../imgconv/errors.py"/>
        <source>No such file or directory</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>No weight is determined by these pictures: they have too little detail. The smallest weights that fit are written down; take a picture with more detail, such as noise.</source>
        <translation>这些图片无法确定任何权重：细节太少。写下的是能拟合的最小权重；请用细节更多的图片，例如噪声。</translation>
    </message>
    <message>
        <location filename="../../presets/noise-map.toml"/>
        <source>Noise map</source>
        <translation>噪声图</translation>
    </message>
    <message>
        <location filename="../../imgconv/errors.py"/>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <location filename="../../imgconv/interchange/formats.py"/>
        <source>NumPy</source>
        <translation>NumPy</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>Of gradient descent.</source>
        <translation>梯度下降的步数。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>Of gradient descent; by default half of the largest that does not run away.</source>
        <translation>梯度下降的学习率；默认为不发散的最大值的一半。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>Of its random start.</source>
        <translation>随机起点的种子。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>Of the kernel.</source>
        <translation>核的大小。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Of the result; 1 - weight is the original's. A negative weight on a blur sharpens.</source>
        <translation>结果的权重；原图的权重是 1 减去它。模糊配负权重即为锐化。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>One kernel for each channel by itself, one of its own for each (depthwise), or one that mixes them.</source>
        <translation>各通道共用一个核（each），每个通道各有自己的核（depthwise），或混合各通道的核（full）。</translation>
    </message>
    <message>
        <location filename="../../presets/conv-relu-pool.toml"/>
        <source>One stage of a network: eight compass edges, negative answers dropped, the strongest of each 2x2 kept, shown together.</source>
        <translation>网络的一个阶段：八个罗盘方向的边缘，去掉负响应，每 2x2 保留最强者，一起显示。</translation>
    </message>
    <message>
        <location filename="../../presets/high-pass.toml"/>
        <source>Only the detail finer than the radius, on mid-grey: what a sharpening layer needs.</source>
        <translation>只有比半径更细的细节，置于中灰之上：锐化图层所需。</translation>
    </message>
    <message>
        <location filename="../../imgconv/interchange/formats.py"/>
        <source>OpenCV</source>
        <translation>OpenCV</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>Operation</source>
        <translation>运算</translation>
    </message>
    <message>
        <location filename="../../presets/lens-blur.toml"/>
        <source>Out of focus as in a camera: every point of light becomes a disk. Computed on amounts of light, so that highlights stay bright.</source>
        <translation>如相机失焦：每个光点变成圆盘。在光量上计算，高光保持明亮。</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>Outside the picture the mode "{0}" holds:</source>
        <translation>图片之外按 "{0}" 模式取值：</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>Padding: {0} above, {1} below, {2} left, {3} right ({4}).</source>
        <translation>填充：上 {0}，下 {1}，左 {2}，右 {3}，模式{4}。</translation>
    </message>
    <message>
        <location filename="../../presets/panning-blur.toml"/>
        <source>Panning blur</source>
        <translation>跟拍模糊</translation>
    </message>
    <message>
        <location filename="../../presets/pencil-sketch.toml"/>
        <source>Pencil sketch</source>
        <translation>铅笔素描</translation>
    </message>
    <message>
        <location filename="../../imgconv/errors.py"/>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Phase</source>
        <translation>相位</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Phase of the wave: 0 puts a bright stripe in the centre, 90 an edge.</source>
        <translation>波的相位：0 使中心为亮纹，90 使中心为边缘。</translation>
    </message>
    <message>
        <location filename="../../imgconv/interchange/formats.py"/>
        <source>Photoshop</source>
        <translation>Photoshop</translation>
    </message>
    <message>
        <location filename="../../imgconv/interchange/formats.py"/>
        <source>Pillow</source>
        <translation>Pillow</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Prewitt</source>
        <translation>Prewitt</translation>
    </message>
    <message>
        <location filename="../../presets/prewitt.toml"/>
        <source>Prewitt edges</source>
        <translation>Prewitt 边缘</translation>
    </message>
    <message>
        <location filename="../../imgconv/interchange/formats.py"/>
        <source>PyTorch</source>
        <translation>PyTorch</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Radius</source>
        <translation>半径</translation>
    </message>
    <message>
        <location filename="../../presets/blobs.toml"/>
        <location filename="../../presets/detail-map.toml"/>
        <location filename="../../presets/gabor.toml"/>
        <location filename="../../presets/gaussian-blur.toml"/>
        <location filename="../../presets/high-boost.toml"/>
        <location filename="../../presets/high-pass.toml"/>
        <location filename="../../presets/laplacian-of-gaussian.toml"/>
        <location filename="../../presets/laws-texture.toml"/>
        <location filename="../../presets/lens-blur.toml"/>
        <location filename="../../presets/local-contrast.toml"/>
        <location filename="../../presets/opponent-edges.toml"/>
        <location filename="../../presets/pencil-sketch.toml"/>
        <location filename="../../presets/smooth-edges.toml"/>
        <location filename="../../presets/soft-focus.toml"/>
        <location filename="../../presets/stretched-laplacian.toml"/>
        <location filename="../../presets/unsharp-mask.toml"/>
        <source>Radius (pixels)</source>
        <translation>半径（像素）</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Radius of the disk, measured from the centre of the middle pixel.</source>
        <translation>圆盘的半径，从中间像素的中心量起。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>Rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <location filename="../../imgconv/errors.py"/>
        <source>Read-only file system</source>
        <translation>文件系统只读</translation>
    </message>
    <message>
        <location filename="../../presets/channel-mixer.toml"/>
        <source>Red</source>
        <translation>红</translation>
    </message>
    <message>
        <location filename="../../presets/chromatic-aberration.toml"/>
        <source>Red a few pixels to one side, blue to the other: the coloured fringes of a cheap lens.</source>
        <translation>红色向一侧偏几个像素，蓝色向另一侧：廉价镜头的彩色镶边。</translation>
    </message>
    <message>
        <location filename="../../presets/relief.toml"/>
        <source>Relief</source>
        <translation>石浮雕</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Roberts</source>
        <translation>Roberts</translation>
    </message>
    <message>
        <location filename="../../presets/roberts-cross.toml"/>
        <source>Roberts cross</source>
        <translation>Roberts 交叉</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Rows of numbers, several kernels, or a family with its parameters.</source>
        <translation>若干行数字、多个核，或带参数的核族。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>S</source>
        <translation>南</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>SE</source>
        <translation>东南</translation>
    </message>
    <message>
        <location filename="../../imgconv/interchange/formats.py"/>
        <source>SVG</source>
        <translation>SVG</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>SW</source>
        <translation>西南</translation>
    </message>
    <message>
        <location filename="../../presets/saturation.toml"/>
        <source>Saturation</source>
        <translation>饱和度</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Scharr</source>
        <translation>Scharr</translation>
    </message>
    <message>
        <location filename="../../presets/scharr.toml"/>
        <source>Scharr edges</source>
        <translation>Scharr 边缘</translation>
    </message>
    <message>
        <location filename="../../imgconv/interchange/formats.py"/>
        <source>SciPy</source>
        <translation>SciPy</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Second sigma</source>
        <translation>第二个 σ</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <location filename="../../presets/sepia.toml"/>
        <source>Sepia</source>
        <translation>棕褐色</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <location filename="../../presets/sharpen.toml"/>
        <source>Sharpen</source>
        <translation>锐化</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Sharpen by adding what a Gaussian blur takes away: the unsharp mask in one kernel.</source>
        <translation>加回高斯模糊去掉的部分来锐化：一个核的反锐化掩模。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Sharpen by subtracting the Laplacian from the image.</source>
        <translation>从图像中减去拉普拉斯来锐化。</translation>
    </message>
    <message>
        <location filename="../../presets/sharpen-luminance.toml"/>
        <source>Sharpen luminance</source>
        <translation>锐化亮度</translation>
    </message>
    <message>
        <location filename="../../presets/sharpen-strong.toml"/>
        <source>Sharpen strong</source>
        <translation>强锐化</translation>
    </message>
    <message>
        <location filename="../../presets/sharpen-strong.toml"/>
        <source>Sharpens against all eight neighbours, diagonals too: twice the bite of Sharpen, and nearly twice the noise.</source>
        <translation>相对全部八个邻居（含对角）锐化：力度是“锐化”的两倍，噪声也将近两倍。</translation>
    </message>
    <message>
        <location filename="../../presets/sharpen-luminance.toml"/>
        <source>Sharpens brightness alone and leaves hue as it is: no coloured fringes, less coloured noise.</source>
        <translation>只锐化亮度，不动色相：没有彩色镶边，彩色噪声更少。</translation>
    </message>
    <message>
        <location filename="../../presets/unsharp-mask.toml"/>
        <source>Sharpens by subtracting a blurred copy: the way to sharpen a photograph, with a radius to match its detail.</source>
        <translation>减去模糊副本来锐化：锐化照片的常用方法，半径与细节相配。</translation>
    </message>
    <message>
        <location filename="../../presets/shift.toml"/>
        <source>Shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>Shift down</source>
        <translation>向下平移</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>Shift to the right</source>
        <translation>向右平移</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Side of the square kernel.</source>
        <translation>方形核的边长。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Side of the square kernel; left out, it follows the other parameters.</source>
        <translation>方形核的边长；不设置时由其他参数决定。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Side of the window, or its (height, width).</source>
        <translation>窗口的边长，或 (高, 宽)。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Side, or (height, width): the row of Pascal's triangle.</source>
        <translation>边长，或 (高, 宽)：帕斯卡三角形的一行。</translation>
    </message>
    <message>
        <location filename="../../presets/panning-blur.toml"/>
        <source>Sideways (pixels)</source>
        <translation>水平（像素）</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Sigma</source>
        <translation>σ</translation>
    </message>
    <message>
        <location filename="../../presets/binomial-blur.toml"/>
        <location filename="../../presets/box-blur.toml"/>
        <location filename="../../presets/dark-border.toml"/>
        <source>Size (pixels)</source>
        <translation>大小（像素）</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>Slide the kernel over the picture as it is written (cross-correlation).</source>
        <translation>让核按原样在图片上滑动（互相关）。</translation>
    </message>
    <message>
        <location filename="../../presets/smooth-edges.toml"/>
        <source>Smooth edges</source>
        <translation>平滑边缘</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Smooth with a Gaussian and take the Laplacian, in one kernel; positive in a dark spot.</source>
        <translation>先高斯平滑再取拉普拉斯，合为一个核；暗点处为正。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Smooth with a Gaussian bell, the outer product of two sampled one-dimensional bells.</source>
        <translation>用高斯钟形平滑：两个一维采样钟形的外积。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Smooth with binomial coefficients, the integer cousin of the Gaussian with sigma = sqrt(size - 1) / 2.</source>
        <translation>用二项式系数平滑，相当于 σ = sqrt(size - 1) / 2 的整数高斯。</translation>
    </message>
    <message>
        <location filename="../../presets/strided-blur.toml"/>
        <source>Smooths and keeps every second pixel in both directions: half the width and height, without jagged edges.</source>
        <translation>平滑后两个方向各隔一个像素取一个：宽高减半，没有锯齿。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Sobel</source>
        <translation>Sobel</translation>
    </message>
    <message>
        <location filename="../../presets/sobel.toml"/>
        <source>Sobel edges</source>
        <translation>Sobel 边缘</translation>
    </message>
    <message>
        <location filename="../../presets/smooth-edges.toml"/>
        <source>Sobel edges after a blur: outlines stay, texture and noise go.</source>
        <translation>先模糊再求 Sobel 边缘：保留轮廓，去掉纹理和噪声。</translation>
    </message>
    <message>
        <location filename="../../presets/sobel-x.toml"/>
        <source>Sobel, left to right</source>
        <translation>Sobel，从左到右</translation>
    </message>
    <message>
        <location filename="../../presets/sobel-y.toml"/>
        <source>Sobel, top to bottom</source>
        <translation>Sobel，从上到下</translation>
    </message>
    <message>
        <location filename="../../presets/soft-focus.toml"/>
        <source>Soft focus</source>
        <translation>柔焦</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Split each 3 x 3 neighbourhood into edge, line and average parts with nine orthonormal masks.</source>
        <translation>用九个标准正交模板把每个 3 x 3 邻域分解为边缘、线和平均。</translation>
    </message>
    <message>
        <location filename="../../presets/spread-bright.toml"/>
        <source>Spread the bright</source>
        <translation>扩展亮处</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Standard deviation from top to bottom; left out, it equals sigma.</source>
        <translation>上下方向的标准差；不设置时等于 σ。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Standard deviation of the Gaussian.</source>
        <translation>高斯的标准差。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Step between neighbouring windows; height first.</source>
        <translation>相邻窗口之间的步长；先高后宽。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Step between neighbouring windows; the window's size by default.</source>
        <translation>相邻窗口之间的步长；默认等于窗口大小。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>Step between the taps of one window; height first.</source>
        <translation>一个窗口内采样点之间的间距；先高后宽。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <location filename="../../presets/blobs.toml"/>
        <location filename="../../presets/coloured-pencil.toml"/>
        <location filename="../../presets/conv-relu-pool.toml"/>
        <location filename="../../presets/detail-map.toml"/>
        <location filename="../../presets/difference-of-gaussians.toml"/>
        <location filename="../../presets/difference.toml"/>
        <location filename="../../presets/emboss-grey.toml"/>
        <location filename="../../presets/emboss.toml"/>
        <location filename="../../presets/engrave.toml"/>
        <location filename="../../presets/frei-chen-edges.toml"/>
        <location filename="../../presets/gabor-bank.toml"/>
        <location filename="../../presets/gabor-energy.toml"/>
        <location filename="../../presets/gabor.toml"/>
        <location filename="../../presets/high-pass.toml"/>
        <location filename="../../presets/kirsch-compass.toml"/>
        <location filename="../../presets/laplacian-of-gaussian.toml"/>
        <location filename="../../presets/laplacian.toml"/>
        <location filename="../../presets/laws-texture.toml"/>
        <location filename="../../presets/lines.toml"/>
        <location filename="../../presets/noise-map.toml"/>
        <location filename="../../presets/opponent-edges.toml"/>
        <location filename="../../presets/pencil-sketch.toml"/>
        <location filename="../../presets/prewitt.toml"/>
        <location filename="../../presets/roberts-cross.toml"/>
        <location filename="../../presets/scharr.toml"/>
        <location filename="../../presets/smooth-edges.toml"/>
        <location filename="../../presets/sobel-x.toml"/>
        <location filename="../../presets/sobel-y.toml"/>
        <location filename="../../presets/sobel.toml"/>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <location filename="../../presets/stretched-laplacian.toml"/>
        <source>Stretched Laplacian</source>
        <translation>拉伸的拉普拉斯</translation>
    </message>
    <message>
        <location filename="../../presets/strided-blur.toml"/>
        <source>Strided blur</source>
        <translation>带步幅的模糊</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Subtract the second Gaussian blur from the first: what lies between two scales.</source>
        <translation>第一个高斯模糊减去第二个：两个尺度之间的内容。</translation>
    </message>
    <message>
        <location filename="../../presets/swap-red-blue.toml"/>
        <source>Swap red and blue</source>
        <translation>交换红蓝</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>Symmetric</source>
        <translation>对称</translation>
    </message>
    <message>
        <location filename="../../presets/laws-texture.toml"/>
        <source>Texture energy as Laws measured it: edges and spots across and down, then how much of them lies around each pixel.</source>
        <translation>Laws 的纹理能量：横向和纵向的边缘与点，再看每个像素周围有多少。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>The [row, column] cell of the kernel as written that lies on the output pixel; its middle by default.</source>
        <translation>按书写的核中落在输出像素上的 [行, 列] 单元格；默认在中间。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>The best weights at once, or gradient descent from a random start.</source>
        <translation>一次求出最佳权重，或从随机起点梯度下降。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>The bias lies half a level below a whole one, which is what a program leaves that cuts decimals off in place of rounding: the bias it was given is probably {0} of 255 levels.</source>
        <translation>偏置比整数级低半级，这是程序舍去小数而不四舍五入的结果：原来的偏置很可能是 {0} 级（共 255 级）。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>The borders do not tell the padding modes apart; "{0}" is written down.</source>
        <translation>从边界无法区分填充模式；写下的是 "{0}"。</translation>
    </message>
    <message>
        <location filename="../../presets/max-pooling.toml"/>
        <source>The brightest value of each window: smaller, brighter, and mosaic-like. What many networks do after a convolution.</source>
        <translation>每个窗口的最亮值：更小、更亮、像马赛克。许多网络在卷积之后这样做。</translation>
    </message>
    <message>
        <location filename="../../presets/sepia.toml"/>
        <source>The brown of old photographs: three mixtures of red, green and blue.</source>
        <translation>老照片的棕色：红绿蓝的三种混合。</translation>
    </message>
    <message>
        <location filename="../../presets/sobel-x.toml"/>
        <source>The change of brightness from left to right: grey where there is none, white where it rises, black where it falls.</source>
        <translation>亮度从左到右的变化：不变为灰，上升为白，下降为黑。</translation>
    </message>
    <message>
        <location filename="../../presets/sobel-y.toml"/>
        <source>The change of brightness from top to bottom: grey where there is none, white where it rises, black where it falls.</source>
        <translation>亮度从上到下的变化：不变为灰，上升为白，下降为黑。</translation>
    </message>
    <message>
        <location filename="../../presets/scharr.toml"/>
        <source>The gradient as Sobel finds it, with weights that err least in the direction of an edge: curves come out evenly bright.</source>
        <translation>与 Sobel 类似的梯度，权重使边缘方向的误差最小：曲线亮度均匀。</translation>
    </message>
    <message>
        <location filename="../../presets/prewitt.toml"/>
        <source>The gradient from plain averages of three pixels on either side: a little sharper than Sobel, a little noisier.</source>
        <translation>两侧各取三个像素的普通平均求梯度：比 Sobel 略锐，噪声也略多。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>The kernel is its own mirror image, both ways.</source>
        <translation>核左右、上下都与自身镜像相同。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>The kernel is written as its own mirror image: that explains the pictures as well as any other, and makes up for what they do not tell. Take a picture with more detail to be sure.</source>
        <translation>核按左右、上下对称写出：这样同样能解释这些图片，并补上图片没有给出的信息。要想确定，请换用细节更多的图片。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/*.py"/>
        <source>The largest value of each window, channel by channel (PyTorch's MaxPool2d).</source>
        <translation>逐通道取每个窗口的最大值（即 PyTorch 的 MaxPool2d）。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>The lower end of the output range.</source>
        <translation>输出范围的下端。</translation>
    </message>
    <message>
        <location filename="../../presets/average-pooling.toml"/>
        <source>The mean of each window, and one pixel of it kept: the picture at a fraction of its size.</source>
        <translation>每个窗口取平均，只留一个像素：图片成比例缩小。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/*.py"/>
        <source>The mean of each window, channel by channel (PyTorch's AvgPool2d).</source>
        <translation>逐通道取每个窗口的平均值（即 PyTorch 的 AvgPool2d）。</translation>
    </message>
    <message>
        <location filename="../../presets/roberts-cross.toml"/>
        <source>The oldest edge finder: two differences along the diagonals of four pixels. The finest lines there are.</source>
        <translation>最古老的边缘检测：四个像素沿两条对角线的差。线条最细。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>The picture after is constant, so that it is all bias: it says nothing about the weights.</source>
        <translation>处理后的图片是单一的灰度级，全由偏置决定，关于权重什么也看不出来。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>The picture after is moved by {0},{1} pixels (right, down); learn again with this shift undone: --shift {2},{3}.</source>
        <translation>处理后的图片移动了 {0},{1} 像素（右，下）；请移回后重新学习：--shift {2},{3}。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>The picture after looks {0}: undo that first, a kernel moves nothing so far.</source>
        <translation>处理后的图片看起来{0}：请先还原，核不会把像素移得那么远。</translation>
    </message>
    <message>
        <location filename="../../presets/double-exposure.toml"/>
        <source>The picture and a copy of it a little to the right, half of each.</source>
        <translation>图片与它稍向右移的副本，各占一半。</translation>
    </message>
    <message>
        <location filename="../../presets/engrave.toml"/>
        <source>The picture cut into metal: fine relief from below, on mid-grey.</source>
        <translation>刻在金属上的图片：从下方打光的细浮雕，中灰底。</translation>
    </message>
    <message>
        <location filename="../../presets/high-boost.toml"/>
        <source>The picture with its own blur subtracted, at full strength: crisp, with visible halos. Good for print and for text.</source>
        <translation>图片以全强度减去自身的模糊：清脆，有可见光晕。适合印刷和文字。</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>The picture with what is read around it</source>
        <translation>图片及其周围读取的值</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>The pictures are the same: the kernel leaves everything as it is.</source>
        <translation>两张图片完全相同：这个核什么也不改变。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>The pictures have next to nothing to do with each other (R squared {0}): check that the one after was made of the one before and lies as it does, or try a larger size. An effect that is no sum of neighbours, such as the magnitude of an edge, has no kernel.</source>
        <translation>这两张图片几乎毫不相干（R² {0}）：请检查处理后的图片是否由处理前的图片得到、位置是否一致，或试试更大的核。边缘幅值等不是邻域加权和的效果，没有核。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/*.py"/>
        <source>The root of the sum of squares over the `filters` results of each channel: the gradient magnitude.</source>
        <translation>每个通道的多个滤波结果的平方和再开方：梯度幅值。</translation>
    </message>
    <message>
        <location filename="../../presets/dark-border.toml"/>
        <source>The same box blur with zeros outside the picture: the border darkens, which is why padding modes exist.</source>
        <translation>同样的方框模糊，图片外填零：边缘变暗，这正是需要填充模式的原因。</translation>
    </message>
    <message>
        <location filename="../../presets/stretched-laplacian.toml"/>
        <source>The second difference after a blur, with its whole range shown: the least value becomes black, the greatest white.</source>
        <translation>模糊后的二阶差分，显示其全部范围：最小值为黑，最大值为白。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>The side on which the image is brighter; all gives eight filters, counter-clockwise from E.</source>
        <translation>图像更亮的一侧；all：给出八个滤波器，从东（E）起逆时针。</translation>
    </message>
    <message>
        <location filename="../../presets/gaussian-blur.toml"/>
        <source>The smoothest of blurs: weights fall off like a bell, the same in every direction.</source>
        <translation>最平滑的模糊：权重如钟形衰减，各方向相同。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>The upper end of the output range.</source>
        <translation>输出范围的上端。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>The window's side, or its [height, width].</source>
        <translation>窗口的边长，或 [高, 宽]。</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>The {0} is {1} down and {2} across.</source>
        <translation>{0}：向下 {1}，向右 {2}。</translation>
    </message>
    <message>
        <location filename="../../presets/three-small-blurs.toml"/>
        <source>Three 3x3 kernels see as far as one 7x7, with less work: the receptive field grows by two with each.</source>
        <translation>三个 3x3 核看得和一个 7x7 一样远，而计算更少：感受野每层增加二。</translation>
    </message>
    <message>
        <location filename="../../presets/three-small-blurs.toml"/>
        <source>Three small blurs</source>
        <translation>三个小模糊</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/analysis.py"/>
        <source>Treats flat areas differently with each filter: the weights sum to {0}.</source>
        <translation>各滤波器对平坦区域的作用不同：权重之和为 {0}。</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>Turn the kernel by 180 degrees, then slide it over the picture (true convolution).</source>
        <translation>先把核旋转 180 度，再在图片上滑动（真卷积）。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/analysis.py"/>
        <source>Turns flat areas negative</source>
        <translation>使平坦区域变为负值</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>Unsharp</source>
        <translation>反锐化</translation>
    </message>
    <message>
        <location filename="../../presets/unsharp-mask.toml"/>
        <source>Unsharp mask</source>
        <translation>反锐化掩模</translation>
    </message>
    <message>
        <location filename="../../presets/panning-blur.toml"/>
        <source>Up and down (pixels)</source>
        <translation>垂直（像素）</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Vertical sigma</source>
        <translation>垂直 σ</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>W</source>
        <translation>西</translation>
    </message>
    <message>
        <location filename="../../presets/warm.toml"/>
        <source>Warm</source>
        <translation>暖色</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Wavelength</source>
        <translation>波长</translation>
    </message>
    <message>
        <location filename="../../presets/gabor.toml"/>
        <source>Wavelength (pixels)</source>
        <translation>波长（像素）</translation>
    </message>
    <message>
        <location filename="../../presets/binomial-blur.toml"/>
        <source>Weights from Pascal's triangle: whole numbers, and nearly the bell of a Gaussian.</source>
        <translation>权重取自帕斯卡三角形：都是整数，接近高斯钟形。</translation>
    </message>
    <message>
        <location filename="../../presets/noise-map.toml"/>
        <source>What a kernel that ignores slopes and edges leaves over: mostly the noise of the camera.</source>
        <translation>忽略斜坡和边缘的核剩下的东西：主要是相机噪声。</translation>
    </message>
    <message>
        <location filename="../../presets/motion-blur.toml"/>
        <source>What a moving camera does: a blur along a straight line, at any angle.</source>
        <translation>移动的相机所致：沿任意角度的直线模糊。</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>What stands outside the image.</source>
        <translation>图像之外的取值。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>What stood outside the image; by default found from the borders.</source>
        <translation>图像之外的取值；默认由边界推断。</translation>
    </message>
    <message>
        <location filename="../../presets/opponent-edges.toml"/>
        <source>Where red turns to green and blue to yellow: the edges of colour alone. Black beside white leaves no trace.</source>
        <translation>红变绿、蓝变黄之处：只有颜色的边缘。黑白相邻不留痕迹。</translation>
    </message>
    <message>
        <location filename="../../presets/laplacian.toml"/>
        <source>Where the brightness bends: thin lines on both sides of every edge, and every speck of noise.</source>
        <translation>亮度弯折之处：每条边缘两侧的细线，以及每个噪点。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>Where the light comes from, counter-clockwise from the x axis as seen on the screen.</source>
        <translation>光来自何方，在屏幕上从 x 轴起逆时针计。</translation>
    </message>
    <message>
        <location filename="../../presets/negative.toml"/>
        <source>White becomes black: each value times -1, plus 1. A kernel of one number and a bias.</source>
        <translation>白变黑：每个值乘 -1 再加 1。只有一个数和一个偏置的核。</translation>
    </message>
    <message>
        <location filename="../../presets/average-pooling.toml"/>
        <location filename="../../presets/max-pooling.toml"/>
        <source>Window (pixels)</source>
        <translation>窗口（像素）</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>Write down what is multiplied and added for the top left value of the result.</source>
        <translation>写出结果左上角的值由哪些数相乘、相加得到。</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>Your name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>a bias</source>
        <translation>加偏置</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>a bias (it would explain much of the rest)</source>
        <translation>加偏置（它能解释大部分剩余误差）</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>a kernel that need not be symmetric</source>
        <translation>不要求对称的核</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>a larger size</source>
        <translation>更大的核</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>a number</source>
        <translation>一个数</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>a number from {0} to {1}</source>
        <translation>{0} 到 {1} 之间的数</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>a number from {0} to {1} {2}</source>
        <translation>{0} 到 {1} {2}之间的数</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>a number of {0} or more</source>
        <translation>不小于 {0} 的数</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>a number of {0} or more {1}</source>
        <translation>不小于 {0} {1}的数</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>a number {0}</source>
        <translation>一个数（{0}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>a wave shorter than 2 pixels cannot be told from a longer one</source>
        <translation>短于 2 像素的波与更长的波无法区分</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>a whole number</source>
        <translation>一个整数</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>a whole number from {0} to {1}</source>
        <translation>{0} 到 {1} 之间的整数</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>a whole number from {0} to {1} {2}</source>
        <translation>{0} 到 {1} {2}之间的整数</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>a whole number of {0} or more</source>
        <translation>不小于 {0} 的整数</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>a whole number of {0} or more {1}</source>
        <translation>不小于 {0} {1}的整数</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>a whole number or a (height, width) pair of them from {0} to {1}</source>
        <translation>{0} 到 {1} 之间的整数，或 (高, 宽) 一对</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>a whole number or a (height, width) pair of them from {0} to {1} {2}</source>
        <translation>{0} 到 {1} {2}之间的整数，或 (高, 宽) 一对</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>abs</source>
        <translation>绝对值（abs）</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/*.py"/>
        <source>activation</source>
        <translation>激活</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>all</source>
        <translation>全部（all）</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>an odd whole number from {0} to {1}</source>
        <translation>{0} 到 {1} 之间的奇数</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>an odd whole number from {0} to {1} {2}</source>
        <translation>{0} 到 {1} {2}之间的奇数</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>an odd whole number or a (height, width) pair of them from {0} to {1}</source>
        <translation>{0} 到 {1} 之间的奇数，或 (高, 宽) 一对</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>an odd whole number or a (height, width) pair of them from {0} to {1} {2}</source>
        <translation>{0} 到 {1} {2}之间的奇数，或 (高, 宽) 一对</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>and {0} more</source>
        <translation>以及另外 {0} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/*.py"/>
        <source>avg_pool</source>
        <translation>平均池化</translation>
    </message>
    <message>
        <location filename="../../presets/difference-of-gaussians.toml"/>
        <source>band-pass</source>
        <translation>带通</translation>
    </message>
    <message>
        <location filename="../../presets/gabor-bank.toml"/>
        <source>bank</source>
        <translation>滤波器组</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>beyond it the kernel would be a line</source>
        <translation>超过后核会变成一条线</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>beyond it the kernel would exceed 4096 a side</source>
        <translation>超过后核的边长会超过 4096</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>beyond it the weights are too fine for exact sums; take gaussian with sigma = sqrt(size - 1) / 2</source>
        <translation>超过后权重过细，无法精确求和；请用 sigma = sqrt(size - 1) / 2 的 gaussian</translation>
    </message>
    <message>
        <location filename="../../imgconv/description.py"/>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/*.py"/>
        <source>blend</source>
        <translation>混合</translation>
    </message>
    <message>
        <location filename="../../presets/blobs.toml"/>
        <location filename="../../presets/laplacian-of-gaussian.toml"/>
        <source>blob</source>
        <translation>斑点</translation>
    </message>
    <message>
        <location filename="../../presets/binomial-blur.toml"/>
        <location filename="../../presets/box-blur.toml"/>
        <location filename="../../presets/dilated-blur.toml"/>
        <location filename="../../presets/double-exposure.toml"/>
        <location filename="../../presets/gaussian-blur.toml"/>
        <location filename="../../presets/hybrid-dilated-blur.toml"/>
        <location filename="../../presets/lens-blur.toml"/>
        <location filename="../../presets/motion-blur.toml"/>
        <location filename="../../presets/panning-blur.toml"/>
        <location filename="../../presets/soft-focus.toml"/>
        <location filename="../../presets/three-small-blurs.toml"/>
        <source>blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>both</source>
        <translation>两者（both）</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/analysis.py"/>
        <source>brighter</source>
        <translation>变亮</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/request.py"/>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <location filename="../../imgconv/description.py"/>
        <source>ceil mode</source>
        <translation>向上取整模式</translation>
    </message>
    <message>
        <location filename="../../imgconv/filtering.py"/>
        <source>channel</source>
        <translation>通道（channel）</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>channels that mix (full)</source>
        <translation>混合通道（full）</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>circular</source>
        <translation>循环（circular）</translation>
    </message>
    <message>
        <location filename="../../presets/binomial-blur.toml"/>
        <location filename="../../presets/box-blur.toml"/>
        <location filename="../../presets/emboss.toml"/>
        <location filename="../../presets/laplacian.toml"/>
        <location filename="../../presets/prewitt.toml"/>
        <location filename="../../presets/roberts-cross.toml"/>
        <location filename="../../presets/sharpen-strong.toml"/>
        <location filename="../../presets/sharpen.toml"/>
        <location filename="../../presets/sobel.toml"/>
        <source>classic</source>
        <translation>经典</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/stories.py"/>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>clip</source>
        <translation>截断（clip）</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>clip cuts off, stretch rescales the image.</source>
        <translation>clip：截断；stretch：按范围拉伸图像。</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/stories.py"/>
        <source>clip to {0} ... {1}</source>
        <translation>截断到 {0} … {1}</translation>
    </message>
    <message>
        <location filename="../../presets/channel-mixer.toml"/>
        <location filename="../../presets/chromatic-aberration.toml"/>
        <location filename="../../presets/greyscale.toml"/>
        <location filename="../../presets/opponent-edges.toml"/>
        <location filename="../../presets/saturation.toml"/>
        <location filename="../../presets/sepia.toml"/>
        <location filename="../../presets/swap-red-blue.toml"/>
        <location filename="../../presets/warm.toml"/>
        <source>color</source>
        <translation>颜色</translation>
    </message>
    <message>
        <location filename="../../presets/kirsch-compass.toml"/>
        <source>compass</source>
        <translation>罗盘</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/*.py"/>
        <source>conv</source>
        <translation>卷积</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/stories.py"/>
        <location filename="../../imgconv/layer_fields.py"/>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>convolve</source>
        <translation>真卷积（convolve）</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <location filename="../../imgconv/learn/fields.py"/>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>correlate</source>
        <translation>互相关（correlate）</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>correlate slides the kernel as written; convolve turns it by 180 degrees first.</source>
        <translation>correlate：核按原样滑动；convolve：先把核旋转 180 度。</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/model.py"/>
        <source>crop or resize one of them, or take the picture that the effect was applied to</source>
        <translation>请裁剪或缩放其中一张，或者使用效果真正作用的那张图片</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/analysis.py"/>
        <source>darker</source>
        <translation>变暗</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>degrees</source>
        <translation>度</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>depthwise</source>
        <translation>逐通道各一核（depthwise）</translation>
    </message>
    <message>
        <location filename="../../presets/detail-map.toml"/>
        <location filename="../../presets/difference-of-gaussians.toml"/>
        <location filename="../../presets/high-pass.toml"/>
        <location filename="../../presets/local-contrast.toml"/>
        <location filename="../../presets/noise-map.toml"/>
        <location filename="../../presets/stretched-laplacian.toml"/>
        <source>detail</source>
        <translation>细节</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <location filename="../../presets/dilated-blur.toml"/>
        <location filename="../../presets/hybrid-dilated-blur.toml"/>
        <source>dilation</source>
        <translation>膨胀</translation>
    </message>
    <message>
        <location filename="../../imgconv/description.py"/>
        <source>dilation {0}</source>
        <translation>膨胀 {0}</translation>
    </message>
    <message>
        <location filename="../../imgconv/engines/taps.py"/>
        <source>direct taps</source>
        <translation>直接逐点乘加</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/stories.py"/>
        <source>divide by alpha</source>
        <translation>除以 alpha</translation>
    </message>
    <message>
        <location filename="../../imgconv/description.py"/>
        <source>divisor {0}</source>
        <translation>除数 {0}</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/request.py"/>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <location filename="../../presets/coloured-pencil.toml"/>
        <location filename="../../presets/pencil-sketch.toml"/>
        <source>drawing</source>
        <translation>绘画</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>each</source>
        <translation>各通道共用（each）</translation>
    </message>
    <message>
        <location filename="../../presets/coloured-pencil.toml"/>
        <location filename="../../presets/difference-of-gaussians.toml"/>
        <location filename="../../presets/difference.toml"/>
        <location filename="../../presets/frei-chen-edges.toml"/>
        <location filename="../../presets/kirsch-compass.toml"/>
        <location filename="../../presets/laplacian-of-gaussian.toml"/>
        <location filename="../../presets/laplacian.toml"/>
        <location filename="../../presets/opponent-edges.toml"/>
        <location filename="../../presets/pencil-sketch.toml"/>
        <location filename="../../presets/prewitt.toml"/>
        <location filename="../../presets/roberts-cross.toml"/>
        <location filename="../../presets/scharr.toml"/>
        <location filename="../../presets/smooth-edges.toml"/>
        <location filename="../../presets/sobel-x.toml"/>
        <location filename="../../presets/sobel-y.toml"/>
        <location filename="../../presets/sobel.toml"/>
        <location filename="../../presets/stretched-laplacian.toml"/>
        <source>edge</source>
        <translation>边缘</translation>
    </message>
    <message>
        <location filename="../../presets/chromatic-aberration.toml"/>
        <location filename="../../presets/coloured-pencil.toml"/>
        <location filename="../../presets/double-exposure.toml"/>
        <location filename="../../presets/pencil-sketch.toml"/>
        <location filename="../../presets/sepia.toml"/>
        <location filename="../../presets/spread-bright.toml"/>
        <source>effect</source>
        <translation>特效</translation>
    </message>
    <message>
        <location filename="../../presets/emboss-grey.toml"/>
        <location filename="../../presets/emboss.toml"/>
        <location filename="../../presets/engrave.toml"/>
        <location filename="../../presets/relief.toml"/>
        <source>emboss</source>
        <translation>浮雕</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <location filename="../../imgconv/filtering.py"/>
        <source>encoded</source>
        <translation>按存储值（encoded）</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/request.py"/>
        <source>error</source>
        <translation>报错（error）</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/request.py"/>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>falling</source>
        <translation>下降对角（falling）</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>falling compares along the diagonal from top left to bottom right, rising along the other; both gives two filters.</source>
        <translation>falling：沿左上到右下的对角线比较；rising：沿另一条；both：给出两个滤波器。</translation>
    </message>
    <message>
        <location filename="../../presets/blobs.toml"/>
        <location filename="../../presets/conv-relu-pool.toml"/>
        <location filename="../../presets/gabor-bank.toml"/>
        <location filename="../../presets/gabor-energy.toml"/>
        <location filename="../../presets/gabor.toml"/>
        <location filename="../../presets/laws-texture.toml"/>
        <location filename="../../presets/lines.toml"/>
        <location filename="../../presets/opponent-edges.toml"/>
        <source>feature</source>
        <translation>特征</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>floor((length + padding - extent) / stride) + 1</source>
        <translation>floor((长度 + 填充 - 跨度) / 步幅) + 1</translation>
    </message>
    <message>
        <location filename="../../presets/detail-map.toml"/>
        <source>focus</source>
        <translation>对焦</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>full</source>
        <translation>混合通道（full）</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <location filename="../../imgconv/learn/fields.py"/>
        <location filename="../../presets/frei-chen-edges.toml"/>
        <location filename="../../presets/kirsch-compass.toml"/>
        <location filename="../../presets/prewitt.toml"/>
        <location filename="../../presets/roberts-cross.toml"/>
        <location filename="../../presets/scharr.toml"/>
        <location filename="../../presets/smooth-edges.toml"/>
        <location filename="../../presets/sobel-x.toml"/>
        <location filename="../../presets/sobel-y.toml"/>
        <location filename="../../presets/sobel.toml"/>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>gradient gives the two edge masks, x and y; all gives the nine masks of the orthonormal basis.</source>
        <translation>gradient：给出 x、y 两个边缘模板；all：给出标准正交基的九个模板。</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>has {0} entries</source>
        <translation>有 {0} 项</translation>
    </message>
    <message>
        <location filename="../../imgconv/engines/taps.py"/>
        <source>integer taps</source>
        <translation>整数逐点乘加</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>is even</source>
        <translation>是偶数</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>is not a finite number</source>
        <translation>不是有限的数</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>is not a truth value</source>
        <translation>不是真假值</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>is not a whole number</source>
        <translation>不是整数</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>is out of range</source>
        <translation>超出范围</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>is unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>its ICC profile is one for {0} colours, the pixels are {1}; it is left out</source>
        <translation>其 ICC 特性文件用于 {0} 颜色，而像素为 {1}；未保留</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>its text ({0}) is left out</source>
        <translation>其文字（{0}）未保留</translation>
    </message>
    <message>
        <location filename="../../imgconv/filtering.py"/>
        <source>keep</source>
        <translation>保持（keep）</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/stories.py"/>
        <source>largest of {0}</source>
        <translation>{0} 个中的最大值</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>least-squares</source>
        <translation>最小二乘（least-squares）</translation>
    </message>
    <message>
        <location filename="../../imgconv/interchange/formats.py"/>
        <source>libvips</source>
        <translation>libvips</translation>
    </message>
    <message>
        <location filename="../../presets/lines.toml"/>
        <source>line</source>
        <translation>线</translation>
    </message>
    <message>
        <location filename="../../imgconv/filtering.py"/>
        <source>linear</source>
        <translation>按光量（linear）</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/*.py"/>
        <source>magnitude</source>
        <translation>幅值</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/*.py"/>
        <source>max_pool</source>
        <translation>最大池化</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>mirrored along a diagonal</source>
        <translation>沿对角线翻转了</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>mirrored left to right</source>
        <translation>左右翻转了</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>mirrored top to bottom</source>
        <translation>上下翻转了</translation>
    </message>
    <message>
        <location filename="../../presets/channel-mixer.toml"/>
        <location filename="../../presets/chromatic-aberration.toml"/>
        <location filename="../../presets/depthwise-separable.toml"/>
        <location filename="../../presets/greyscale.toml"/>
        <location filename="../../presets/opponent-edges.toml"/>
        <location filename="../../presets/saturation.toml"/>
        <location filename="../../presets/sepia.toml"/>
        <location filename="../../presets/sharpen-luminance.toml"/>
        <location filename="../../presets/swap-red-blue.toml"/>
        <location filename="../../presets/warm.toml"/>
        <source>multichannel</source>
        <translation>多通道</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/stories.py"/>
        <source>multiply by alpha</source>
        <translation>乘以 alpha</translation>
    </message>
    <message>
        <location filename="../../presets/conv-relu-pool.toml"/>
        <location filename="../../presets/depthwise-separable.toml"/>
        <source>network</source>
        <translation>网络</translation>
    </message>
    <message>
        <location filename="../../presets/noise-map.toml"/>
        <source>noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>of white</source>
        <translation>白的倍数</translation>
    </message>
    <message>
        <location filename="../../imgconv/description.py"/>
        <source>of {0} filters</source>
        <translation>{0} 个滤波器</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>one of {0}</source>
        <translation>{0} 之一</translation>
    </message>
    <message>
        <location filename="../../imgconv/description.py"/>
        <source>over {0} channel{1}</source>
        <translation>跨 {0} 个通道</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/request.py"/>
        <source>overwrite</source>
        <translation>覆盖（overwrite）</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>p, [ph, pw] or [[top, bottom], [left, right]], less than the window's extent.</source>
        <translation>p、[ph, pw] 或 [[上, 下], [左, 右]]，小于窗口的跨度。</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <location filename="../../presets/dark-border.toml"/>
        <source>padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <location filename="../../imgconv/description.py"/>
        <source>padding {0},{1},{2},{3}</source>
        <translation>填充 {0},{1},{2},{3}</translation>
    </message>
    <message>
        <location filename="../../presets/lens-blur.toml"/>
        <location filename="../../presets/local-contrast.toml"/>
        <location filename="../../presets/motion-blur.toml"/>
        <location filename="../../presets/panning-blur.toml"/>
        <location filename="../../presets/saturation.toml"/>
        <location filename="../../presets/sharpen-luminance.toml"/>
        <location filename="../../presets/smooth-edges.toml"/>
        <location filename="../../presets/soft-focus.toml"/>
        <location filename="../../presets/unsharp-mask.toml"/>
        <location filename="../../presets/warm.toml"/>
        <source>photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <location filename="../../presets/average-pooling.toml"/>
        <location filename="../../presets/conv-relu-pool.toml"/>
        <location filename="../../presets/max-pooling.toml"/>
        <location filename="../../presets/spread-bright.toml"/>
        <source>pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <location filename="../../presets/soft-focus.toml"/>
        <source>portrait</source>
        <translation>人像</translation>
    </message>
    <message>
        <location filename="../../imgconv/filtering.py"/>
        <source>premultiply</source>
        <translation>预乘（premultiply）</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/*.py"/>
        <source>range</source>
        <translation>范围</translation>
    </message>
    <message>
        <location filename="../../presets/three-small-blurs.toml"/>
        <source>receptive-field</source>
        <translation>感受野</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/stories.py"/>
        <source>redo the transfer curve</source>
        <translation>重新施加传递曲线</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>reflect</source>
        <translation>反射（reflect）</translation>
    </message>
    <message>
        <location filename="../../presets/emboss-grey.toml"/>
        <location filename="../../presets/emboss.toml"/>
        <location filename="../../presets/engrave.toml"/>
        <location filename="../../presets/relief.toml"/>
        <source>relief</source>
        <translation>浮雕</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>relu</source>
        <translation>relu</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>replicate</source>
        <translation>复制边缘（replicate）</translation>
    </message>
    <message>
        <location filename="../../presets/average-pooling.toml"/>
        <location filename="../../presets/strided-blur.toml"/>
        <source>resize</source>
        <translation>缩放</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>rising</source>
        <translation>上升对角（rising）</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/stories.py"/>
        <source>root of the sum of squares</source>
        <translation>平方和的平方根</translation>
    </message>
    <message>
        <location filename="../../presets/high-boost.toml"/>
        <location filename="../../presets/local-contrast.toml"/>
        <location filename="../../presets/sharpen-luminance.toml"/>
        <location filename="../../presets/sharpen-strong.toml"/>
        <location filename="../../presets/sharpen.toml"/>
        <location filename="../../presets/unsharp-mask.toml"/>
        <source>sharpen</source>
        <translation>锐化</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>sigmoid</source>
        <translation>sigmoid</translation>
    </message>
    <message>
        <location filename="../../presets/blobs.toml"/>
        <location filename="../../presets/difference-of-gaussians.toml"/>
        <location filename="../../presets/difference.toml"/>
        <location filename="../../presets/emboss-grey.toml"/>
        <location filename="../../presets/engrave.toml"/>
        <location filename="../../presets/gabor.toml"/>
        <location filename="../../presets/high-pass.toml"/>
        <location filename="../../presets/laplacian-of-gaussian.toml"/>
        <location filename="../../presets/sobel-x.toml"/>
        <location filename="../../presets/sobel-y.toml"/>
        <location filename="../../presets/stretched-laplacian.toml"/>
        <source>signed</source>
        <translation>正负值</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/request.py"/>
        <source>skip</source>
        <translation>跳过（skip）</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/request.py"/>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <location filename="../../presets/binomial-blur.toml"/>
        <location filename="../../presets/gaussian-blur.toml"/>
        <source>smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>sqrt</source>
        <translation>平方根（sqrt）</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>square</source>
        <translation>平方（square）</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>stretch</source>
        <translation>拉伸（stretch）</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/stories.py"/>
        <source>stretch {0} ... {1} to {2} ... {3}</source>
        <translation>把 {0} … {1} 拉伸到 {2} … {3}</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <location filename="../../presets/strided-blur.toml"/>
        <source>stride</source>
        <translation>步幅</translation>
    </message>
    <message>
        <location filename="../../imgconv/description.py"/>
        <source>stride {0}</source>
        <translation>步幅 {0}</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/stories.py"/>
        <source>sum / {0}</source>
        <translation>总和 / {0}</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>symmetric</source>
        <translation>对称（symmetric）</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>tanh</source>
        <translation>tanh</translation>
    </message>
    <message>
        <location filename="../../presets/average-pooling.toml"/>
        <location filename="../../presets/dark-border.toml"/>
        <location filename="../../presets/depthwise-separable.toml"/>
        <location filename="../../presets/difference.toml"/>
        <location filename="../../presets/dilated-blur.toml"/>
        <location filename="../../presets/hybrid-dilated-blur.toml"/>
        <location filename="../../presets/identity.toml"/>
        <location filename="../../presets/max-pooling.toml"/>
        <location filename="../../presets/negative.toml"/>
        <location filename="../../presets/shift.toml"/>
        <location filename="../../presets/spread-bright.toml"/>
        <location filename="../../presets/strided-blur.toml"/>
        <location filename="../../presets/swap-red-blue.toml"/>
        <location filename="../../presets/three-small-blurs.toml"/>
        <source>teaching</source>
        <translation>教学</translation>
    </message>
    <message>
        <location filename="../../presets/blobs.toml"/>
        <location filename="../../presets/detail-map.toml"/>
        <location filename="../../presets/gabor-bank.toml"/>
        <location filename="../../presets/gabor-energy.toml"/>
        <location filename="../../presets/gabor.toml"/>
        <location filename="../../presets/laws-texture.toml"/>
        <location filename="../../presets/lines.toml"/>
        <source>texture</source>
        <translation>纹理</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/model.py"/>
        <source>the one after looks like the part of the one before that begins at {0},{1} (column, row), crop the one before to that</source>
        <translation>处理后的图片看起来是处理前图片中从第 {0} 列、第 {1} 行开始的一部分，请把处理前的图片裁成这一部分</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/model.py"/>
        <source>the one after looks resized, take the effect's result as it was before that</source>
        <translation>处理后的图片看起来缩放过，请使用缩放之前的结果</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/model.py"/>
        <source>the one after looks {0}, undo that first</source>
        <translation>处理后的图片看起来{0}，请先还原</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/analysis.py"/>
        <source>the weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/analysis.py"/>
        <source>the weights of every filter</source>
        <translation>每个滤波器的权重</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>to_encoded</source>
        <translation>转为编码值（to_encoded）</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>to_linear</source>
        <translation>转为线性光（to_linear）</translation>
    </message>
    <message>
        <location filename="../../presets/channel-mixer.toml"/>
        <location filename="../../presets/greyscale.toml"/>
        <location filename="../../presets/negative.toml"/>
        <source>tone</source>
        <translation>色调</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>true or false</source>
        <translation>是或否</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>turned by 180 degrees</source>
        <translation>旋转了 180 度</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>turned by 270 degrees</source>
        <translation>旋转了 270 度</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>turned by 90 degrees</source>
        <translation>旋转了 90 度</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/stories.py"/>
        <source>undo the transfer curve</source>
        <translation>撤去传递曲线</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/*.py"/>
        <source>weight x result + (1 - weight) x the pipeline's input; a negative weight on a blur is the unsharp mask.</source>
        <translation>权重 x 结果 + (1 - 权重) x 流水线的输入；模糊配负权重即反锐化掩模。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>x</source>
        <translation>x</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>x finds vertical edges, y horizontal ones; both gives two filters, for the gradient's magnitude.</source>
        <translation>x：找竖直边缘；y：找水平边缘；both：给出两个滤波器，用于梯度幅值。</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/parameters.py"/>
        <source>y</source>
        <translation>y</translation>
    </message>
    <message>
        <location filename="../../imgconv/description.py"/>
        <location filename="../../imgconv/layer_fields.py"/>
        <location filename="../../imgconv/learn/fields.py"/>
        <source>zeros</source>
        <translation>零（zeros）</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>{0} = {1} {2}: give {3}</source>
        <translation>{0} = {1} {2}：请填{3}</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>{0} = {1} {2}: give {3} ({4})</source>
        <translation>{0} = {1} {2}：请填{3}（{4}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/description.py"/>
        <source>{0} filter{1}</source>
        <translation>{0} 个滤波器</translation>
    </message>
    <message>
        <location filename="../../imgconv/description.py"/>
        <source>{0} groups</source>
        <translation>{0} 组</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>{0} of the pixels are saturated and were left out: what was cut off at black or white says nothing about the kernel.</source>
        <translation>{0} 的像素已饱和，没有计入：在黑或白处被截断的值不含核的信息。</translation>
    </message>
    <message>
        <location filename="../../imgconv/description.py"/>
        <source>{0} of the result</source>
        <translation>结果占 {0}</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/advice.py"/>
        <source>{0} of {1} weights are not determined by these pictures: {2}{3} (row, column last). Take a picture with more detail, a smaller size, or a symmetric kernel.</source>
        <translation>这些图片无法确定 {1} 个权重中的 {0} 个：{2}{3}（末两项为行、列）。请用细节更多的图片、更小的核，或对称的核。</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>{0} rows, {1} columns: {2}</source>
        <translation>{0} 行，{1} 列：{2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/description.py"/>
        <source>{0} to {1} ... {2} of white</source>
        <translation>{0}到白的 {1} … {2} 倍</translation>
    </message>
    <message>
        <location filename="../../imgconv/engines/channels.py"/>
        <source>{0} to {1} channels</source>
        <translation>{0} 到 {1} 个通道</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/stories.py"/>
        <source>{0} x the result + {1} x the original</source>
        <translation>{0} x 结果 + {1} x 原图</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>{0}, then {1}</source>
        <translation>{0}，然后{1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/sheet.py"/>
        <source>{0}: answers</source>
        <translation>{0}：答案</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/analysis.py"/>
        <source>{0}: {1} sum to {2}.</source>
        <translation>{0}：{1}之和为 {2}。</translation>
    </message>
    <message>
        <location filename="../../imgconv/plan.py"/>
        <source>{0}; tiles of {1}x{2}</source>
        <translation>{0}；图块 {1}x{2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/engines/pooling.py"/>
        <source>{0}x{1} averages in {2}</source>
        <translation>{0}x{1} 平均值（{2}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/engines/banded.py"/>
        <source>{0}x{1} banded matrix products in {2}</source>
        <translation>{0}x{1} 带状矩阵乘法（{2}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/engines/fourier.py"/>
        <source>{0}x{1} by Fourier transforms of {2}x{3} in {4}</source>
        <translation>{0}x{1}，用 {2}x{3} 傅里叶变换（{4}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>{0}x{1} convolve</source>
        <translation>{0}x{1} 真卷积</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>{0}x{1} correlate</source>
        <translation>{0}x{1} 互相关</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>{0}x{1} direct taps in {2}</source>
        <translation>{0}x{1} 直接逐点乘加（{2}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/engines/channels.py"/>
        <source>{0}x{1} from {2} as matrix products in {3}</source>
        <translation>{0}x{1}，{2}，用矩阵乘法（{3}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/fields.py"/>
        <source>{0}x{1} integer taps in {2}</source>
        <translation>{0}x{1} 整数逐点乘加（{2}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/engines/pooling.py"/>
        <source>{0}x{1} maxima in {2}</source>
        <translation>{0}x{1} 最大值（{2}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/engines/separable.py"/>
        <source>{0}x{1} of rank {2} as columns times rows in {3}</source>
        <translation>{0}x{1}，秩 {2}，列乘行（{3}）</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>"default" is missing</source>
        <translation>缺少 "default"</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>"format" is missing; a preset begins with format = {0}</source>
        <translation>缺少 "format"；预设以 format = {0} 开头</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>"name" is missing; what do people call it?</source>
        <translation>缺少 "name"；它叫什么？</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/written.py"/>
        <source>"{0}" is missing; {1}{2}</source>
        <translation>缺少 "{0}"；{1}{2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/writing.py"/>
        <source>.npy holds one image; these are {0}</source>
        <translation>.npy 只存一幅图像；这里有 {0} 幅</translation>
    </message>
    <message>
        <location filename="../../gui/preset_actions.py"/>
        <source>A card shows what the preset does to a picture; open one first</source>
        <translation>卡片展示预设对图片的效果；请先打开一张图片</translation>
    </message>
    <message>
        <location filename="../../gui/stepping.py"/>
        <source>A kernel of {0}x{1} is too large to show step by step; use one of at most {2}x{3}</source>
        <translation>{0}x{1} 的核太大，无法逐步演示；请用不超过 {2}x{3} 的核</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pillow_write.py"/>
        <source>AVIF is written with loss here; for none write a lossless WebP, a PNG or a TIFF</source>
        <translation>这里写的 AVIF 是有损的；要无损请写无损 WebP、PNG 或 TIFF</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/color_profiles.py"/>
        <source>CMYK converted to sRGB</source>
        <translation>CMYK 已转换为 sRGB</translation>
    </message>
    <message>
        <location filename="../../gui/stepping.py"/>
        <source>Choose a convolution in the list of layers first</source>
        <translation>请先在层列表中选择一个卷积层</translation>
    </message>
    <message>
        <location filename="../../gui/preset_actions.py"/>
        <source>Choose a convolution in the list of layers first, then paste the kernel</source>
        <translation>请先在层列表中选择一个卷积层，再粘贴核</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>Choose a picture before and one after the effect first</source>
        <translation>请先选择处理前和处理后的图片各一张</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>Choose as many pictures after as before: {0} and {1}</source>
        <translation>处理前和处理后的图片数目应当相同：现在是 {0} 张和 {1} 张</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>Choose the {0} folder first</source>
        <translation>请先选择{0}文件夹</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pillow_write.py"/>
        <source>GIF counts time in hundredths of a second; durations are rounded</source>
        <translation>GIF 以百分之一秒计时；时长已取整</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pillow_write.py"/>
        <source>GIF holds {0} colours a frame, these are {1}; reduced</source>
        <translation>GIF 每帧只有 {0} 种颜色，这里有 {1} 种；已减少</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_read.py"/>
        <source>Lab converted to sRGB</source>
        <translation>Lab 已转换为 sRGB</translation>
    </message>
    <message>
        <location filename="../../gui/document.py"/>
        <source>Layer {0} ({1}): {2}</source>
        <translation>第 {0} 层（{1}）：{2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/opencv.py"/>
        <source>OpenCV does not encode {0}x{1} pixels as AVIF</source>
        <translation>OpenCV 无法把 {0}x{1} 像素编码为 AVIF</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/opencv.py"/>
        <source>OpenCV does not encode {0}x{1} pixels as {2}</source>
        <translation>OpenCV 无法把 {0}x{1} 像素编码为 {2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/pdf.py"/>
        <source>PDF needs reportlab: pip install "imgconv[pdf]"; a worksheet as .html prints from any browser</source>
        <translation>PDF 需要 reportlab：pip install "imgconv[pdf]"；.html 练习单可用任何浏览器打印</translation>
    </message>
    <message>
        <location filename="../../gui/computing.py"/>
        <source>The filter makes {0} of {1}, so it cannot apply to a part of the picture only; clear the selection, or use padding "same" and stride 1</source>
        <translation>滤波器把 {1} 变成 {0}，因此不能只作用于图片的一部分；请取消选区，或使用 "same" 填充和步幅 1</translation>
    </message>
    <message>
        <location filename="../../gui/recovery.py"/>
        <source>The unsaved work cannot be kept for the next start: {0}</source>
        <translation>无法为下次启动保留未保存的工作：{0}</translation>
    </message>
    <message>
        <location filename="../../gui/comparing.py"/>
        <source>There is no layer switched on, so there is nothing to compare</source>
        <translation>没有启用的层，没有可比较的内容</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>There is no layer switched on, so there is nothing to describe</source>
        <translation>没有启用的层，没有可描述的内容</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>There is no layer switched on, so there is nothing to run; add or switch on a layer</source>
        <translation>没有启用的层，没有可运行的内容；请添加或启用一层</translation>
    </message>
    <message>
        <location filename="../../gui/document.py"/>
        <source>There is no layer switched on, so there is nothing to save; add or switch on a layer</source>
        <translation>没有启用的层，没有可保存的内容；请添加或启用一层</translation>
    </message>
    <message>
        <location filename="../../gui/incoming.py"/>
        <source>There is no picture, preset, code or kernel in what was pasted or dropped</source>
        <translation>粘贴或拖入的内容里没有图片、预设、分享码或核</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/bmp.py"/>
        <source>a BMP of {0} bits a pixel in compression {1}, which is not read</source>
        <translation>每像素 {0} 位、压缩方式 {1} 的 BMP，无法读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/bmp.py"/>
        <source>a BMP whose pixels are spread over the bits {0}, which is not read</source>
        <translation>像素分布在位 {0} 上的 BMP，无法读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pillow_write.py"/>
        <source>a GIF's pixels are opaque or transparent, these are partly; write a WebP or PNG</source>
        <translation>GIF 的像素只能不透明或全透明，这里有半透明；请写成 WebP 或 PNG</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/jpeg.py"/>
        <source>a JPEG of {0} bits a sample, which is not read</source>
        <translation>每样本 {0} 位的 JPEG，不能读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/jpeg.py"/>
        <source>a JPEG of {0} components, which is not read</source>
        <translation>有 {0} 个分量的 JPEG，不能读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/jpeg.py"/>
        <source>a JPEG of {0} scans, which is not read; some ten are usual</source>
        <translation>有 {0} 次扫描的 JPEG，不能读取；通常只有十来次</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_read.py"/>
        <source>a TIFF of compression {0}, which is not read at this depth</source>
        <translation>压缩方式 {0} 的 TIFF，在这种位深下不能读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_pages.py"/>
        <source>a TIFF of photometric interpretation {0} with {1} samples of {2} bits (sample format {3}), which is not read</source>
        <translation>光度解释 {0}、{1} 个 {2} 位样本（样本格式 {3}）的 TIFF，不能读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_read.py"/>
        <source>a TIFF of predictor {0}, which is not read</source>
        <translation>预测器 {0} 的 TIFF，不能读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/reading.py"/>
        <source>a TIFF of {0} bits in compression {1}, which is not read</source>
        <translation>{0} 位、压缩方式 {1} 的 TIFF，不能读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_read.py"/>
        <source>a TIFF of {0} bits with a predictor, which is not read</source>
        <translation>带预测器的 {0} 位 TIFF，无法读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_pages.py"/>
        <source>a TIFF of {0} samples a pixel, which is not read; 1 to 4 are</source>
        <translation>每像素 {0} 个样本的 TIFF，不能读取；1 到 4 个可以</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_read.py"/>
        <source>a TIFF of {0} where 0 is white, which is not read</source>
        <translation>以 0 为白的 {0} TIFF，不能读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/ifd.py"/>
        <source>a directory of {0} fields</source>
        <translation>一个目录有 {0} 个字段</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/ifd.py"/>
        <source>a field of {0} bytes</source>
        <translation>一个字段有 {0} 字节</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/sources.py"/>
        <source>a folder, not a file</source>
        <translation>这是文件夹，不是文件</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/jpeg.py"/>
        <source>a lossless or hierarchical JPEG, which is not read</source>
        <translation>无损或分层 JPEG，不能读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/making.py"/>
        <source>a preset has no layer of type {0}</source>
        <translation>预设中没有类型为 {0} 的层</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/card.py"/>
        <source>a preset of {0} bytes is too long to be shared (at most {1})</source>
        <translation>{0} 字节的预设太长，无法分享（最多 {1}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/code.py"/>
        <source>a share code of {0} characters is too long for a message (at most {1}); share a card or the file</source>
        <translation>{0} 个字符的分享码放进消息太长（最多 {1} 个）；请分享卡片或文件</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/listing.py"/>
        <source>a symbolic link to a folder above it; remove it</source>
        <translation>指向上级文件夹的符号链接；请删除</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/encoding.py"/>
        <source>a white level of {0} is not that of {1} files; scale the pixels to {2} first</source>
        <translation>白电平 {0} 不是 {1} 文件的；请先把像素缩放到 {2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/reading.py"/>
        <source>a {0} of {1} pixels, which is not read</source>
        <translation>像素为 {1} 的 {0}，不能读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/filtering.py"/>
        <source>alpha: "premultiply" does not suit layer {0} ({1}): {2}; use "keep"</source>
        <translation>alpha："premultiply" 不适合第 {0} 层（{1}）：{2}；请用 "keep"</translation>
    </message>
    <message>
        <location filename="../../imgconv/filtering.py"/>
        <source>alpha: "{0}" filters alpha as a channel, but the filter wants 3 channels; use "keep"</source>
        <translation>alpha："{0}" 把 alpha 当作通道滤波，但滤波器需要 3 个通道；请用 "keep"</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/avif.py"/>
        <source>an AVIF of {0} bits is {1}, or 4:4:4 with --quality 100</source>
        <translation>{0} 位的 AVIF 只能是 {1}，或以 --quality 100 用 4:4:4</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pillow_write.py"/>
        <source>an animated AVIF repeats for ever; its {0} plays are not kept</source>
        <translation>动画 AVIF 无限循环；不保留它的 {0} 次播放</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/reading.py"/>
        <source>an animated {0} of {1} pixels, which is not read</source>
        <translation>像素为 {1} 的 {0} 动画，不能读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/formats.py"/>
        <source>an empty file</source>
        <translation>空文件</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/container.py"/>
        <location filename="../../imgconv/codecs/pnm.py"/>
        <location filename="../../imgconv/codecs/tiff_pages.py"/>
        <source>an empty image of {0}x{1}</source>
        <translation>{0}x{1} 的空图像</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/conv.py"/>
        <source>anchor: {0} is not a (row, column) cell of a {1}x{2} kernel, from (0, 0)</source>
        <translation>锚点：{0} 不是 {1}x{2} 核中的 (行, 列) 单元格，从 (0, 0) 起</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>anchor: {0} is not a (row, column) cell of the kernel</source>
        <translation>锚点：{0} 不是核中的 (行, 列) 单元格</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/overview.py"/>
        <source>at: name a pixel of the result, which has {0}x{1} pixels of {2} channel{3}; only a result of at most {4} numbers is shown as a whole</source>
        <translation>at：结果有 {0}x{1} 个像素、{2} 个通道，请指定其中一个像素；只有不超过 {4} 个数的结果才完整显示</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/recording.py"/>
        <source>at: row {0}, column {1} of layer {2} was not computed</source>
        <translation>at：第 {2} 层第 {0} 行第 {1} 列没有计算</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/explanation.py"/>
        <source>at: {0},{1} lies outside the result of {2}x{3} pixels; columns go from 0 to {4}, rows from 0 to {5}</source>
        <translation>at：{0},{1} 在 {2}x{3} 像素的结果之外；列从 0 到 {4}，行从 0 到 {5}</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/transforms.py"/>
        <source>axis: {0} is neither "horizontal" nor "vertical"</source>
        <translation>axis：{0} 既不是 "horizontal" 也不是 "vertical"</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/conv.py"/>
        <source>bias: {0} numbers for {1} output channels; give one, or one for each</source>
        <translation>偏置：给了 {0} 个数，而输出通道有 {1} 个；请给一个数，或每个通道一个</translation>
    </message>
    <message>
        <location filename="../../imgconv/pipeline.py"/>
        <source>blend: the result of shape {0} and the original of shape {1} differ; use padding "same" and stride 1, and as many channels out as in</source>
        <translation>混合：结果形状 {0} 与原图形状 {1} 不同；请用 "same" 填充和步幅 1，并使输出与输入通道数相同</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>byte {0} is not UTF-8; save the file as UTF-8 text</source>
        <translation>第 {0} 字节不是 UTF-8；请把文件保存为 UTF-8 文本</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/walk.py"/>
        <source>channel: {0} is not one of the picture's channels, 0 to {1}</source>
        <translation>通道：{0} 不是图片的通道，通道为 0 到 {1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/explanation.py"/>
        <source>channel: {0} is not one of the result's channels, 0 to {1}</source>
        <translation>通道：{0} 不是结果的通道，通道为 0 到 {1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/request.py"/>
        <source>channels: "files" makes several outputs of one input, whose names a batch cannot plan; use "sheet" or "npy"</source>
        <translation>channels："files" 由一个输入产生多个输出，批处理无法计划其文件名；请用 "sheet" 或 "npy"</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/equations.py"/>
        <source>channels: a pair of {0} channels before and {1} after does not go with the pairs before it; learn from pairs of one kind</source>
        <translation>通道：处理前 {0} 个、处理后 {1} 个通道的一对图片与之前的不一致；请用同类的图片对学习</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/model.py"/>
        <source>channels: the picture before has {0}, the one after {1}; look for a kernel that mixes channels (channels "full"), or convert one of the pictures</source>
        <translation>通道：处理前的图片有 {0} 个，处理后有 {1} 个；请求混合通道的核（channels "full"），或转换其中一张图片</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/options.py"/>
        <source>channels: {0} is not one of {1}</source>
        <translation>channels：{0} 不是 {1} 之一</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/jpeg.py"/>
        <source>cut short or damaged: a marker is missing before the first scan</source>
        <translation>文件不完整或已损坏：第一次扫描之前缺少标记</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/webp.py"/>
        <source>cut short: a chunk lies past the end</source>
        <translation>文件不完整：有数据块在文件末尾之后</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/ifd.py"/>
        <source>cut short: a directory or its data lies past the end</source>
        <translation>文件不完整：目录或其数据在文件末尾之后</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_read.py"/>
        <source>cut short: a strip of {0} bytes where {1} are needed</source>
        <translation>文件不完整：条带有 {0} 字节，需要 {1} 字节</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/jpeg.py"/>
        <source>cut short: it ends before the first scan</source>
        <translation>文件不完整：在第一次扫描之前就结束了</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/webp.py"/>
        <source>cut short: it is smaller than it says</source>
        <translation>文件不完整：比它声明的小</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/bmp.py"/>
        <source>cut short: its palette lies past the end</source>
        <translation>文件不完整：调色板在文件末尾之外</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/bmp_read.py"/>
        <source>cut short: its runs have no end</source>
        <translation>文件不完整：行程编码没有结束</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/png.py"/>
        <source>cut short: no end chunk</source>
        <translation>文件不完整：没有结束数据块</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/gif.py"/>
        <location filename="../../imgconv/codecs/jpeg.py"/>
        <source>cut short: no end marker</source>
        <translation>文件不完整：没有结束标记</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_pages.py"/>
        <source>cut short: pixels lie past the end</source>
        <translation>文件不完整：像素在文件末尾之后</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/bmp.py"/>
        <location filename="../../imgconv/codecs/png.py"/>
        <location filename="../../imgconv/codecs/pnm.py"/>
        <source>cut short: {0} bytes cannot hold {1}x{2} pixels</source>
        <translation>文件不完整：{0} 字节放不下 {1}x{2} 像素</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/png.py"/>
        <source>cut short: {0} of {1} frames</source>
        <translation>文件不完整：{1} 帧中只有 {0} 帧</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pnm.py"/>
        <source>cut short: {0} of {1} numbers</source>
        <translation>文件不完整：{1} 个数中只有 {0} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/bmp.py"/>
        <source>damaged: a BMP without colours</source>
        <translation>已损坏：没有颜色的 BMP</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/container.py"/>
        <source>damaged: a canvas of {0} for frames of {1} pixels together</source>
        <translation>已损坏：画布为 {0}，而各帧合计只有 {1} 像素</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/bmp.py"/>
        <source>damaged: a header of {0} bytes</source>
        <translation>已损坏：文件头为 {0} 字节</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pnm.py"/>
        <source>damaged: a level above its maximum of {0}</source>
        <translation>已损坏：有超过最大值 {0} 的级</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_pages.py"/>
        <source>damaged: a palette of {0} numbers where {1} are needed</source>
        <translation>已损坏：调色板有 {0} 个数，需要 {1} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/bmp_read.py"/>
        <source>damaged: a run goes past the end of its row</source>
        <translation>已损坏：行程编码越过了行尾</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_read.py"/>
        <source>damaged: a strip does not decode (WebP)</source>
        <translation>已损坏：有一条数据无法解压（WebP）</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/deflate.py"/>
        <source>damaged: a strip does not decompress</source>
        <translation>已损坏：有一条数据无法解压</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_read.py"/>
        <source>damaged: a strip does not decompress ({0}), or {1} is not built in</source>
        <translation>已损坏：有一条数据无法解压（{0}），或没有内置 {1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pnm.py"/>
        <source>damaged: a {0} of {1}</source>
        <translation>已损坏：{0}为 {1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/gif.py"/>
        <source>damaged: an unknown block (0x{0})</source>
        <translation>已损坏：未知的数据块（0x{0}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/png.py"/>
        <source>damaged: colour type {0} at {1} bits</source>
        <translation>已损坏：颜色类型 {0}，{1} 位</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_pages.py"/>
        <source>damaged: it does not say where its pixels are</source>
        <translation>已损坏：没有说明像素在哪里</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/ifd.py"/>
        <source>damaged: its fields take the same bytes many times over</source>
        <translation>已损坏：它的字段多次使用同样的字节</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pnm.py"/>
        <source>damaged: its header is not made of numbers</source>
        <translation>已损坏：头部不是数</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pnm.py"/>
        <source>damaged: its header lacks WIDTH, HEIGHT, DEPTH or MAXVAL</source>
        <translation>已损坏：头部缺少 WIDTH、HEIGHT、DEPTH 或 MAXVAL</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pnm.py"/>
        <source>damaged: its pixels are not 0 and 1</source>
        <translation>已损坏：像素不是 0 和 1</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pnm.py"/>
        <source>damaged: its pixels are not numbers</source>
        <translation>已损坏：像素不是数</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/opencv.py"/>
        <source>damaged: its pixels do not decode</source>
        <translation>已损坏：像素无法解码</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/turbojpeg.py"/>
        <source>damaged: its pixels do not decode ({0})</source>
        <translation>已损坏：像素无法解码（{0}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pnm.py"/>
        <source>damaged: no end of its header</source>
        <translation>已损坏：头部没有结束</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/reading.py"/>
        <source>damaged: pixels of shape {0} where {1} were announced</source>
        <translation>已损坏：像素形状为 {0}，而文件声明为 {1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/png.py"/>
        <source>damaged: the checksum of a chunk ({0}) is wrong</source>
        <translation>已损坏：数据块（{0}）的校验和不对</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_pages.py"/>
        <source>damaged: tiles of {0}x{1} for {2}x{3} pixels</source>
        <translation>已损坏：{2}x{3} 像素却用 {0}x{1} 的图块</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_read.py"/>
        <source>damaged: {0} of {1} strips or tiles</source>
        <translation>已损坏：{1} 个条带或图块中只有 {0} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/avif.py"/>
        <source>damaged: {0} where {1} bits a sample were announced</source>
        <translation>已损坏：{0}，而声明的是每样本 {1} 位</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/transforms.py"/>
        <source>degrees: {0} is not a multiple of 45; cells can only move to cells</source>
        <translation>角度：{0} 不是 45 的倍数；单元格只能移到单元格上</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/transforms.py"/>
        <source>degrees: {0} turns only square kernels with an odd side, not {1}x{2}; take a multiple of 90</source>
        <translation>角度：{0} 只能旋转边长为奇数的方形核，不能旋转 {1}x{2}；请用 90 的倍数</translation>
    </message>
    <message>
        <location filename="../../gui/desktop_entry.py"/>
        <source>desktop entry: this system has none; make a shortcut to the program imgconv-gui instead</source>
        <translation>桌面条目：本系统没有；请为程序 imgconv-gui 建立快捷方式</translation>
    </message>
    <message>
        <location filename="../../gui/desktop_entry.py"/>
        <source>desktop entry: {0}; name another folder by $XDG_DATA_HOME</source>
        <translation>桌面条目：{0}；请用 $XDG_DATA_HOME 指定别的文件夹</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/kernel.py"/>
        <source>divisor "sum": the weights{0} sum to 0; give a number instead</source>
        <translation>除数 "sum"：权重{0}之和为 0；请改用一个数</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/kernel.py"/>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>divisor: 0 divides nothing; leave it out to keep the weights as they are</source>
        <translation>除数：不能除以 0；不设置即保持权重不变</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/kernel.py"/>
        <source>divisor: {0} is not a number or "sum"</source>
        <translation>除数：{0} 不是数，也不是 "sum"</translation>
    </message>
    <message>
        <location filename="../../imgconv/layer_fields.py"/>
        <source>divisor: {0} is not a number or "{1}"</source>
        <translation>除数：{0} 不是数，也不是 "{1}"</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/kernel.py"/>
        <source>divisor: {0} makes a weight too large to compute with</source>
        <translation>除数：{0} 使某个权重过大，无法计算</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/kernel.py"/>
        <source>divisor: {0} numbers for {1} filter(s); give one a filter</source>
        <translation>除数：给了 {0} 个数，而滤波器有 {1} 个；请每个滤波器给一个</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/pool.py"/>
        <source>divisor_override: {0} is not a whole number other than 0, below 2^31 in magnitude</source>
        <translation>除数：{0} 不是绝对值小于 2^31 的非零整数</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/frames.py"/>
        <source>durations: {0} for {1} images of kind "{2}"</source>
        <translation>时长：{1} 幅 "{2}" 图像给了 {0} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/transforms.py"/>
        <source>filter {0} has only zero weights: nothing can be scaled to 1</source>
        <translation>滤波器 {0} 的权重全为零：无法缩放到 1</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/walk.py"/>
        <source>filter: steps are shown for one convolution with one kernel; give --kernel and its options</source>
        <translation>滤波器：只能逐步演示单个核的单次卷积；请给出 --kernel 及其选项</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/values.py"/>
        <source>filters: no 3-level kernel stands before this magnitude layer; give the number</source>
        <translation>滤波器数：这个幅值层之前没有三层嵌套的核；请给出数目</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/values.py"/>
        <source>filters: {0} does not divide the {1} channels that reach the layer</source>
        <translation>滤波器数：{0} 不能整除到达该层的 {1} 个通道</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>filters: {0} weights are too many to lay out; at most {1}</source>
        <translation>滤波器：{0} 个权重太多，无法排布；最多 {1} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/code.py"/>
        <source>followed by more</source>
        <translation>后面还有多余内容</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/words.py"/>
        <source>font: this system has no font with Chinese characters that is known here; install Noto Sans CJK, or name a font file</source>
        <translation>font：此系统没有本程序认识的中文字体；请安装 Noto Sans CJK，或指定字体文件</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/words.py"/>
        <source>font: {0} cannot be read: {1}; name a TrueType or OpenType file</source>
        <translation>font：无法读取 {0}：{1}；请指定 TrueType 或 OpenType 文件</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>format: {0} is newer than this imgconv reads ({1}); upgrade imgconv, for example with: pip install --upgrade imgconv</source>
        <translation>format：{0} 比这个 imgconv 能读的（{1}）更新；请升级 imgconv，例如：pip install --upgrade imgconv</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>format: {0} is not a version; write format = {1}</source>
        <translation>format：{0} 不是版本号；请写 format = {1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/formats.py"/>
        <source>format: {0} is not written; use one of {1}</source>
        <translation>格式：不能写 {0}；请用 {1} 之一</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/analysis.py"/>
        <source>grid: {0} must be 1 or more a side</source>
        <translation>grid：{0} 每边必须不小于 1</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/conv.py"/>
        <source>groups: {0} does not divide the {1} output channels of the kernel</source>
        <translation>分组：{0} 不能整除核的 {1} 个输出通道</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>groups: {0} must divide the {1} input channels and the {2} filters</source>
        <translation>分组：{0} 必须能整除 {1} 个输入通道和 {2} 个滤波器</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/conv.py"/>
        <source>groups: {0} needs a kernel of 4 levels (c_out, c_in / groups, kh, kw); this one has {1} and already runs on every channel by itself</source>
        <translation>分组：{0} 需要四层嵌套的核 (c_out, c_in / groups, kh, kw)；这个核有 {1} 层，本来就逐通道作用</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/frames.py"/>
        <source>images: {0} do not make frames of kind "{1}"</source>
        <translation>图像：{0} 幅不能组成 "{1}" 类的帧</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/code.py"/>
        <source>incomplete</source>
        <translation>不完整</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pnm.py"/>
        <source>it holds further pictures, only the first is read</source>
        <translation>它还含有其他图片，只读取第一张</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/reading.py"/>
        <source>it holds {0} {1}, only the first is read</source>
        <translation>它含 {0} {1}，只读取第一个</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>it is a list of tables; write [parameters.NAME], with one bracket on both sides</source>
        <translation>这是表的列表；请写 [parameters.NAME]，两边各一个方括号</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/container.py"/>
        <source>its EXIF is damaged and is left out</source>
        <translation>它的 EXIF 已损坏，已略去</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/exif.py"/>
        <source>its EXIF is no classic TIFF structure</source>
        <translation>它的 EXIF 不是经典的 TIFF 结构</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/color_profiles.py"/>
        <source>its ICC profile is damaged and is left out</source>
        <translation>它的 ICC 特性文件已损坏，已略去</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/jpeg.py"/>
        <source>its IPTC data is left out</source>
        <translation>它的 IPTC 数据已略去</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/png.py"/>
        <source>its description of colours (cICP) is left out</source>
        <translation>它的颜色描述（cICP）已略去</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/bmp.py"/>
        <source>its description of colours (end points, or a profile elsewhere) is left out</source>
        <translation>已略去其颜色说明（端点，或位于别处的配置文件）</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/ifd.py"/>
        <source>its directories form a loop</source>
        <translation>它的目录形成了循环</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/names.py"/>
        <source>its output "{0}" is also a folder of other outputs; rename one</source>
        <translation>它的输出 "{0}" 同时是其他输出的文件夹；请重命名其中一个</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/png.py"/>
        <source>its {0} is damaged or too large and is left out</source>
        <translation>它的 {0} 已损坏或过大，已略去</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>kernel family {0} is unknown{1}</source>
        <translation>未知的核族 {0}{1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/written.py"/>
        <source>kernel: "family" is missing in the table; write {{ family = "gaussian", sigma = 1.5 }}</source>
        <translation>核：表中缺少 "family"；请写 {{ family = "gaussian", sigma = 1.5 }}</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/text.py"/>
        <source>kernel: a text of {0} characters is too long; at most {1}</source>
        <translation>核：{0} 个字符的文本太长；最多 {1} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/kernel.py"/>
        <source>kernel: divisor {0} must be an integer of 1 or more</source>
        <translation>核：除数 {0} 必须是不小于 1 的整数</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/written.py"/>
        <source>kernel: family</source>
        <translation>核：核族</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/kernel.py"/>
        <source>kernel: integers expected; for other numbers take Kernel.of(...).divided_by(...)</source>
        <translation>核：应为整数；其他数请用 Kernel.of(...).divided_by(...)</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/cells.py"/>
        <source>kernel: more than {0} levels of lists; write [[...], [...]]</source>
        <translation>核：列表嵌套超过 {0} 层；请写成 [[...], [...]]</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/text.py"/>
        <source>kernel: row {0} has nothing between two commas; write 0 there</source>
        <translation>核：第 {0} 行两个逗号之间是空的；请写 0</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/text.py"/>
        <source>kernel: row {0} has {1} entries where row 1 has {2}; every row must be the same length</source>
        <translation>核：第 {0} 行有 {1} 项，而第 1 行有 {2} 项；各行长度必须相同</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/cells.py"/>
        <source>kernel: shape {0} exceeds {1} a side</source>
        <translation>核：形状 {0} 的边长超过 {1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/cells.py"/>
        <source>kernel: shape {0} has more than {1} weights</source>
        <translation>核：形状 {0} 的权重超过 {1} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/text.py"/>
        <source>kernel: shape {0} has no text form; only (kh, kw) has</source>
        <translation>核：形状 {0} 没有文本形式；只有 (kh, kw) 有</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/separate.py"/>
        <source>kernel: shape {0} holds more than one plane; take one (kh, kw) of it</source>
        <translation>核：形状 {0} 含有多个平面；请取其中一个 (kh, kw)</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/cells.py"/>
        <source>kernel: shape {0} is empty; write at least one number</source>
        <translation>核：形状 {0} 是空的；请至少写一个数</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/conv.py"/>
        <source>kernel: shape {0} with groups {1} takes {2} x {3} = {4} channels, the image has {5}</source>
        <translation>核：形状 {0}、分组 {1} 需要 {2} x {3} = {4} 个通道，图像有 {5} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/text.py"/>
        <source>kernel: the text is empty; write rows of numbers such as "0 -1 0; -1 5 -1; 0 -1 0"</source>
        <translation>核：文本为空；请写若干行数字，如 "0 -1 0; -1 5 -1; 0 -1 0"</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/cells.py"/>
        <source>kernel: weight {0} at {1} is not a finite number</source>
        <translation>核：{1} 处的权重 {0} 不是有限的数</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/cells.py"/>
        <source>kernel: weights of dtype {0} are not real numbers; {1}</source>
        <translation>核：类型为 {0} 的权重不是实数；{1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/written.py"/>
        <source>kernel: {0}</source>
        <translation>核：{0}</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/text.py"/>
        <source>kernel: {0} is a number of {1} characters; at most {2}</source>
        <translation>核：{0} 是一个 {1} 个字符的数；最多 {2} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/written.py"/>
        <source>kernel: {0} is a text; write numbers, or a parameter as "$name" (for ninths, whole numbers and divisor = 9)</source>
        <translation>核：{0} 是文本；请写数字，或用 "$name" 引用参数（九分之几请用整数和 divisor = 9）</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/written.py"/>
        <source>kernel: {0} is a text; write rows of numbers, such as [[1, 2], [3, 4]], or a family, such as {{ family = "gaussian", sigma = 1.5 }}</source>
        <translation>核：{0} 是文本；请写成数的各行，如 [[1, 2], [3, 4]]，或一个核族，如 {{ family = "gaussian", sigma = 1.5 }}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/written.py"/>
        <source>kernel: {0} is not a number</source>
        <translation>核：{0} 不是数</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/text.py"/>
        <source>kernel: {0} is not text; make a kernel of numbers with Kernel.of</source>
        <translation>核：{0} 不是文本；请用 Kernel.of 由数字创建核</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/cells.py"/>
        <source>kernel: {0} is text; read it with imgconv.kernels.parse_kernel</source>
        <translation>核：{0} 是文本；请用 imgconv.kernels.parse_kernel 读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/cells.py"/>
        <source>kernel: {0} level(s) of numbers; write (kh, kw), (n, kh, kw) or (c_out, c_in / groups, kh, kw)</source>
        <translation>核：数字嵌套 {0} 层；请写成 (kh, kw)、(n, kh, kw) 或 (c_out, c_in / groups, kh, kw)</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/text.py"/>
        <source>kernel: {0}, {1}, divides by zero</source>
        <translation>核：{0} {1}，除以了零</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/text.py"/>
        <source>kernel: {0}, {1}, is not a finite number</source>
        <translation>核：{0} {1}，不是有限的数</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/text.py"/>
        <source>kernel: {0}, {1}, is not a number; write 3, -0.5, 1e-3 or 1/9</source>
        <translation>核：{0} {1}，不是数；请写成 3、-0.5、1e-3 或 1/9</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/text.py"/>
        <source>kernel: {0}, {1}, is too large or too small to compute with</source>
        <translation>核：{0} {1}，过大或过小，无法计算</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/written.py"/>
        <source>kernel: {0}: key</source>
        <translation>核：{0}：键</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_editing.py"/>
        <source>kernel: {0}x{1} needs {2} numbers, the text has {3}</source>
        <translation>核：{0}x{1} 需要 {2} 个数，文本中有 {3} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/words.py"/>
        <source>language: "{0}" is not known; use {1}</source>
        <translation>语言：不认识 "{0}"；请用 {1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/pipeline.py"/>
        <source>layer {0} (blend): back: only {1} layers stand before it</source>
        <translation>第 {0} 层（混合）：back：它前面只有 {1} 层</translation>
    </message>
    <message>
        <location filename="../../imgconv/pipeline.py"/>
        <source>layer {0} (magnitude): no 3-level kernel stands before it; give filters</source>
        <translation>第 {0} 层（幅值）：之前没有三层嵌套的核；请给出滤波器数</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/model.py"/>
        <source>layer {0} ({1}): padding adds {2} pixels in {3} to the image; at most {4}</source>
        <translation>第 {0} 层（{1}）：填充沿{3}给图像增加 {2} 像素；最多 {4}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/model.py"/>
        <source>layer {0} ({1}): the kernels have over {2} weights in all</source>
        <translation>第 {0} 层（{1}）：所有核的权重总数超过 {2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/model.py"/>
        <source>layer {0} ({1}): {2}</source>
        <translation>第 {0} 层（{1}）：{2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>layer {0}: "type" is missing; write type = "conv"</source>
        <translation>第 {0} 层：缺少 "type"；请写 type = "conv"</translation>
    </message>
    <message>
        <location filename="../../imgconv/explain/explanation.py"/>
        <source>layer: {0} is not one of the filter's layers, 1 to {1}</source>
        <translation>层：{0} 不是滤波器的层，层号为 1 到 {1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/pipeline.py"/>
        <source>layers: a pipeline needs at least one layer</source>
        <translation>层：流水线至少需要一层</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/model.py"/>
        <source>layers: an image would come to have more than {0} channels</source>
        <translation>层：图像的通道数会超过 {0}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/model.py"/>
        <source>layers: an output pixel reads {0} pixels in {1}; at most {2}</source>
        <translation>层：一个输出像素沿{1}读取 {0} 个像素；最多 {2} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>layers: not a list of tables; write [[layers]] with two brackets</source>
        <translation>层：不是表的列表；请用两层方括号写 [[layers]]</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/model.py"/>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>layers: {0} are too many; at most {1}</source>
        <translation>层：{0} 层太多；最多 {1} 层</translation>
    </message>
    <message>
        <location filename="../../imgconv/pipeline.py"/>
        <source>layers: {0} is no list of layers</source>
        <translation>层：{0} 不是层的列表</translation>
    </message>
    <message>
        <location filename="../../imgconv/pipeline.py"/>
        <source>layers: {0} is not a layer</source>
        <translation>层：{0} 不是层</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>line {0} is longer than {1} bytes; break it up, an array may span lines</source>
        <translation>第 {0} 行超过 {1} 字节；请拆开，数组可以跨行</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>line {0}: a key of over {1} parts; a preset has none of more than two</source>
        <translation>第 {0} 行：键超过 {1} 段；预设中的键最多两段</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/values.py"/>
        <source>low: {0} must be below high, {1}</source>
        <translation>下限：{0} 必须低于上限 {1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pnm.py"/>
        <source>maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/learning.py"/>
        <source>method: "{0}" is not known; use "least-squares" or "gradient"</source>
        <translation>方法：未知的 "{0}"；请用 "least-squares" 或 "gradient"</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/png.py"/>
        <source>more than {0} chunks, which are not read</source>
        <translation>超过 {0} 个数据块，无法读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/finding.py"/>
        <source>name_or_path: {0} is neither the name of a preset nor a path</source>
        <translation>name_or_path：{0} 既不是预设名称，也不是路径</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/ifd.py"/>
        <source>no TIFF structure</source>
        <translation>不是 TIFF 结构</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/card.py"/>
        <source>no font of this computer shows {0}: the card has boxes there; the preset inside is whole</source>
        <translation>本机没有字体能显示 {0}：卡片上这些字是方框；其中的预设完好无损</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/jpeg.py"/>
        <source>no frame header before the first scan</source>
        <translation>第一次扫描之前没有帧头</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/gif.py"/>
        <source>no frame in it</source>
        <translation>其中没有帧</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/png.py"/>
        <source>no header chunk</source>
        <translation>没有头部数据块</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/formats.py"/>
        <source>no image of a format that is read; those are {0}</source>
        <translation>不是能读取的图像格式；能读取的有 {0}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_pages.py"/>
        <source>no page in it, or more than {0}</source>
        <translation>其中没有页，或超过 {0} 页</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>not a preset: arrays or tables are nested too deep</source>
        <translation>不是预设：数组或表嵌套太深</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/writing.py"/>
        <source>one file a map does not fit into a pipe; use --channels sheet or npy</source>
        <translation>每个特征图一个文件无法写入管道；请用 --channels sheet 或 npy</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/walk.py"/>
        <source>padding: a result of {0}x{1} pixels is too large to show; use less padding</source>
        <translation>填充：{0}x{1} 像素的结果太大，无法演示；请减小填充</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/pool.py"/>
        <source>padding: {0} in {1} must be less than the window's extent of {2} ((size {3} - 1) * dilation {4} + 1)</source>
        <translation>填充：{1} 中的 {0} 必须小于窗口的跨度 {2}（(大小 {3} - 1) * 膨胀 {4} + 1）</translation>
    </message>
    <message>
        <location filename="../../imgconv/borders.py"/>
        <source>padding_mode: {0} is not known; use one of {1}</source>
        <translation>填充模式：未知的 {0}；请用 {1} 之一</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/solving.py"/>
        <source>pairs: no pixel is left to learn from: {0}; take a picture after that is not cut off at black or white, for example with half of white added, or count saturated pixels too</source>
        <translation>图片对：没有可学习的像素：{0}；处理后的图片不应在黑或白处被截断，例如加上白的一半，或也计入饱和像素</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/learning.py"/>
        <source>pairs: none given; learning needs a picture before and one after</source>
        <translation>图片对：没有给出；学习需要处理前和处理后的图片各一张</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/solving.py"/>
        <source>pairs: the picture before is constant, so that every kernel of the same sum gives the same result; take a picture with detail, such as a photograph or noise</source>
        <translation>图片对：处理前的图片是常数，总和相同的任何核都给出同样的结果；请用有细节的图片，例如照片或噪声</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/model.py"/>
        <location filename="../../imgconv/preset/written.py"/>
        <source>parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/model.py"/>
        <source>parameter {0}</source>
        <translation>参数 {0}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/model.py"/>
        <source>parameter {0}: a name has letters, digits and _ only, at most 40</source>
        <translation>参数 {0}：名称只能含字母、数字和 _，最多 40 个字符</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/model.py"/>
        <source>parameter {0}: min = {1} must be below max = {2}</source>
        <translation>参数 {0}：min = {1} 必须小于 max = {2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/model.py"/>
        <source>parameter {0}: step = {1} must be above 0</source>
        <translation>参数 {0}：step = {1} 必须大于 0</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>parameter {0}: {1}</source>
        <translation>参数 {0}：{1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/model.py"/>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>parameters: {0} are too many; at most {1}</source>
        <translation>参数：{0} 个太多；最多 {1} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>parameters: {0} is not a table; write [parameters.NAME]</source>
        <translation>parameters：{0} 不是表；请写 [parameters.NAME]</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/writing.py"/>
        <source>path: {0} is no path</source>
        <translation>路径：{0} 不是路径</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/gif_frames.py"/>
        <location filename="../../imgconv/codecs/pillow.py"/>
        <source>pixels of a kind that is not read ({0})</source>
        <translation>像素类型不能读取（{0}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/finding.py"/>
        <source>preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/finding.py"/>
        <source>preset {0} is not a name; use letters, digits and hyphens, at most 64</source>
        <translation>预设：{0} 不能作名称；请用字母、数字和连字符，最多 64 个字符</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/finding.py"/>
        <source>preset {0} is shipped with imgconv; give yours another name, such as my-{1}</source>
        <translation>预设：{0} 是 imgconv 自带的；请换个名称，如 my-{1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/finding.py"/>
        <source>preset {0} is the name of a device on some computers; choose another</source>
        <translation>预设：{0} 在某些电脑上是设备名；请换一个</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/finding.py"/>
        <source>preset {0} is there already; choose another name or allow to replace it</source>
        <translation>预设：{0} 已经存在；请换个名称，或允许替换</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/finding.py"/>
        <source>preset {0} mixes scripts whose letters look alike in one word; keep to one of them</source>
        <translation>预设 {0} 在一个词中混用了外形相近的不同文字；请只用其中一种</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/options.py"/>
        <source>quality: {0} is not a whole number from 1 to 100</source>
        <translation>质量：{0} 不是 1 到 100 的整数</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/descent.py"/>
        <source>rate: with {0} the loss grows, from {1} to {2} after {3} steps; use at most {4}, or leave it out</source>
        <translation>学习率：用 {0} 时损失增大，{3} 步后从 {1} 变为 {2}；请不超过 {4}，或不设置</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/descent.py"/>
        <source>rate: {0} must be above 0</source>
        <translation>学习率：{0} 必须大于 0</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/walk.py"/>
        <source>region: columns {0} to {1}, rows {2} to {3} are not part of a picture of {4}x{5}</source>
        <translation>区域：第 {0} 至 {1} 列、第 {2} 至 {3} 行不在 {4}x{5} 的图片之内</translation>
    </message>
    <message>
        <location filename="../../gui/matrices.py"/>
        <source>region: {0},{1} of channel {2} is not part of the picture</source>
        <translation>区域：通道 {2} 的 {0},{1} 不在图片之内</translation>
    </message>
    <message>
        <location filename="../../imgconv/teaching/walk.py"/>
        <source>region: {0}x{1} pixels are too many to show with their numbers; take a part of at most {2}x{3}</source>
        <translation>区域：{0}x{1} 像素太多，无法带数字显示；请取不超过 {2}x{3} 的部分</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_pages.py"/>
        <source>samples of different kinds in one pixel (of {0} bits), which are not read</source>
        <translation>一个像素中有不同类型的样本（{0} 位），不能读取</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pnm.py"/>
        <source>scale</source>
        <translation>比例</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/code.py"/>
        <source>share code: it is of a newer kind than this imgconv reads; upgrade imgconv</source>
        <translation>分享码：比这个 imgconv 能读的更新；请升级 imgconv</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/code.py"/>
        <source>share code: there is none in this text; it begins with {0}</source>
        <translation>分享码：这段文字里没有分享码；分享码以 {0} 开头</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/code.py"/>
        <source>share code: {0} characters are too many for a preset</source>
        <translation>分享码：{0} 个字符对一个预设来说太多</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/model.py"/>
        <source>shift: {0},{1} moves the whole picture out of sight</source>
        <translation>平移：{0},{1} 把整张图片移出了视野</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/model.py"/>
        <source>size: a kernel of {0}x{1} does not fit into a picture of {2}x{3} (height x width); look for a smaller one, or say by padding_mode what stood outside the picture</source>
        <translation>大小：{0}x{1} 的核放不进 {2}x{3}（高 x 宽）的图片；请求更小的核，或用填充模式说明图片之外的取值</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/model.py"/>
        <source>size: the picture before has {0}x{1} pixels, the one after {2}x{3} (width x height); a pair has the same size, or the one after is smaller by {4}x{5} as a {6}x{7} kernel without padding makes it: {8}</source>
        <translation>size：处理前的图片是 {0}x{1} 像素，处理后的是 {2}x{3}（宽 x 高）；一对图片大小应当相同，或者处理后的小 {4}x{5}，即 {6}x{7} 的核不填充时的结果：{8}</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/transforms.py"/>
        <source>size: {0} must be 1 or more a side</source>
        <translation>大小：{0} 每边必须不小于 1</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/model.py"/>
        <source>size: {0} weights for each output channel; at most {1} are learned</source>
        <translation>大小：每个输出通道 {0} 个权重；最多学习 {1} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/model.py"/>
        <source>size: {0}x{1} are {2} weights to learn; at most {3} are</source>
        <translation>大小：{0}x{1} 要学习 {2} 个权重；最多 {3} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/sources.py"/>
        <source>source: {0} is neither a path nor the bytes of a file</source>
        <translation>来源：{0} 既不是路径，也不是文件的字节</translation>
    </message>
    <message>
        <location filename="../../imgconv/learn/descent.py"/>
        <source>steps: {0} must be 1 or more</source>
        <translation>步数：{0} 不能小于 1</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/sources.py"/>
        <source>strerror</source>
        <translation>strerror</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/options.py"/>
        <source>subsampling: {0} is not one of {1}</source>
        <translation>色度抽样：{0} 不是 {1} 之一</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/fields.py"/>
        <source>tags: {0} are too many; at most {1}</source>
        <translation>标签：{0} 个太多；最多 {1} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/fields.py"/>
        <source>tags: {0} is not a list of words, such as ["sharpen", "detail"]</source>
        <translation>标签：{0} 不是词的列表，如 ["sharpen", "detail"]</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/fields.py"/>
        <source>tags: {0} is there twice</source>
        <translation>标签：{0} 出现了两次</translation>
    </message>
    <message>
        <location filename="../../imgconv/filtering.py"/>
        <source>the alpha channel is left out: {0} feature maps have no place for it</source>
        <translation>略去了 alpha 通道：{0} 个特征图容不下它</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/writing.py"/>
        <source>the encoded {0} does not read back ({1})</source>
        <translation>编码出的 {0} 无法读回（{1}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/writing.py"/>
        <source>the encoded {0} reads back as {1} of {2}</source>
        <translation>编码出的 {0} 读回为 {2} 的 {1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/tiff_write.py"/>
        <source>the file would pass the 4 GB of TIFF</source>
        <translation>文件会超过 TIFF 的 4 GB</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/listing.py"/>
        <source>the folder cannot be read: {0}</source>
        <translation>无法读取文件夹：{0}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pillow_write.py"/>
        <source>the frames of an animation must have one size</source>
        <translation>动画的各帧大小必须相同</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/png_text.py"/>
        <source>the picture carries several presets that differ; get it from where it was made</source>
        <translation>图片带有几个互不相同的预设；请向制作者重新索取</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/png_text.py"/>
        <source>the picture has more than {0} parts (chunks), as none with a preset has</source>
        <translation>图片超过 {0} 个数据块，带预设的图片不会这样</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/png_text.py"/>
        <source>the picture's preset is longer than a preset may be</source>
        <translation>图片中的预设超过了预设的长度上限</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/provenance.py"/>
        <source>the record of what made the image is damaged</source>
        <translation>图像的来源记录已损坏</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/plan.py"/>
        <source>the report would stand at the place of an output; give it another name</source>
        <translation>报告与某个输出同名；请换个名称</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/plan.py"/>
        <source>the target folder is inside the source folder, and would be read next time; move it out</source>
        <translation>目标文件夹在源文件夹之内，下次会被读到；请移到外面</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/plan.py"/>
        <source>the target folder is the source folder; write to another one</source>
        <translation>目标文件夹就是源文件夹；请写到别处</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>the text is UTF-16; save it as UTF-8</source>
        <translation>文本是 UTF-16；请保存为 UTF-8</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>there is no layer; write [[layers]] and type = "conv" below it</source>
        <translation>没有层；请写 [[layers]]，并在下面写 type = "conv"</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/request.py"/>
        <source>timeout: {0} is not a number of seconds above 0</source>
        <translation>timeout：{0} 不是大于 0 的秒数</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/transforms.py"/>
        <source>to: {0} is neither "sum" nor "absolute"</source>
        <translation>to：{0} 既不是 "sum" 也不是 "absolute"</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/written.py"/>
        <source>type</source>
        <translation>类型</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pnm.py"/>
        <source>what follows its pixels is left out</source>
        <translation>像素之后的内容已略去</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/code.py"/>
        <source>what it holds is longer than the {0} bytes of a preset</source>
        <translation>内容超过一个预设的 {0} 字节</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/jpeg.py"/>
        <source>what its XMP holds beyond 64 KB is left out</source>
        <translation>它的 XMP 超出 64 KB 的部分已略去</translation>
    </message>
    <message>
        <location filename="../../imgconv/filtering.py"/>
        <source>window: {0} is not a part of the result's {1} rows and {2} columns</source>
        <translation>窗口：{0} 不在结果的 {1} 行 {2} 列之内</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/request.py"/>
        <source>workers: {0} is not a whole number from 1 to 1024</source>
        <translation>进程数：{0} 不是 1 到 1024 之间的整数</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/finding.py"/>
        <source>{0} (a file is given with its ending, .toml)</source>
        <translation>{0}（文件要带扩展名 .toml）</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/written.py"/>
        <source>{0} belongs at the head of the preset, above the first line in brackets</source>
        <translation>{0} 应写在预设开头，在第一个方括号行之上</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/png_text.py"/>
        <source>{0} bytes are longer than the {1} of a preset</source>
        <translation>{0} 字节超过了预设的上限 {1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>{0} bytes are too long for a preset; at most {1}</source>
        <translation>{0} 字节对预设来说太长；最多 {1}</translation>
    </message>
    <message>
        <location filename="../../gui/worksheet_print.py"/>
        <source>{0} cannot be written; choose another place</source>
        <translation>无法写入 {0}；请换个位置</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/encoding.py"/>
        <source>{0} cannot hold {1}; left out</source>
        <translation>{0} 无法保存 {1}；已略去</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/encoding.py"/>
        <source>{0} cannot hold {1}; use {2}</source>
        <translation>{0} 无法保存 {1}；请用 {2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/carried.py"/>
        <source>{0} carries no preset; a picture sent as a photo or saved by another program loses it: send the file as it is</source>
        <translation>{0} 不带预设；图片按照片发送或由其他程序另存后会丢失预设：请原样发送文件</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/carried.py"/>
        <source>{0} carries no preset; {1} files cannot hold one</source>
        <translation>{0} 不带预设；{1} 文件无法保存预设</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pnm.py"/>
        <source>{0} channels; 1 to 4 are read</source>
        <translation>{0} 个通道；只能读取 1 到 4 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/writing.py"/>
        <source>{0} feature maps are no picture; choose --channels {1}</source>
        <translation>{0} 个特征图不是一张图片；请选择 --channels {1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/encoding.py"/>
        <source>{0} holds no timing; the {1} frames become pages</source>
        <translation>{0} 不含时间；{1} 帧变为页</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/encoding.py"/>
        <source>{0} holds no transparency; write a PNG, WebP or TIFF, or flatten the image first</source>
        <translation>{0} 不支持透明；请写成 PNG、WebP 或 TIFF，或先合并图像</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/encoding.py"/>
        <source>{0} holds one picture, these are {1} {2}; write {3}</source>
        <translation>{0} 只存一张图片，这里有 {1} {2}；请写成 {3}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/encoding.py"/>
        <source>{0} holds sides up to {1}, these are {2}x{3}</source>
        <translation>{0} 的边长最多 {1}，这里是 {2}x{3}</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_editing.py"/>
        <source>{0} is more than one number; paste it with the grid selected instead</source>
        <translation>{0} 不止一个数；请选中网格后粘贴</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/carried.py"/>
        <source>{0} is neither a preset (.toml) nor an image that can be read: {1}</source>
        <translation>{0} 既不是预设（.toml），也不是能读取的图像：{1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>{0} is no table of a preset; a parameter is written [parameters.NAME]</source>
        <translation>{0} 不是预设的表；参数写作 [parameters.NAME]</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/reader.py"/>
        <source>{0} is not a table; write [parameters.NAME] and default = 1 below it</source>
        <translation>{0} 不是表；请写 [parameters.NAME]，并在下面写 default = 1</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/pillow_write.py"/>
        <source>{0} shows a frame for up to {1} ms, this is to last {2}</source>
        <translation>{0} 的每帧最长 {1} 毫秒，这里要 {2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/sources.py"/>
        <source>{0}, not a file</source>
        <translation>{0}，不是文件</translation>
    </message>
    <message>
        <location filename="../../gui/store.py"/>
        <source>{0}. It is kept as {1}</source>
        <translation>{0}。它已另存为 {1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/settings.py"/>
        <source>{0}: [limits]: {1}</source>
        <translation>{0}：[limits]：{1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/rational.py"/>
        <source>{0}: a number is too large to compute with (above 1.8e308)</source>
        <translation>{0}：数过大，无法计算（超过 1.8e308）</translation>
    </message>
    <message>
        <location filename="../../imgconv/rational.py"/>
        <source>{0}: a number is too small to compute with (below 4.9e-324); write 0</source>
        <translation>{0}：数过小，无法计算（小于 4.9e-324）；请写 0</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/written.py"/>
        <source>{0}: a table stands where {1}{2}</source>
        <translation>{0}：此处是表，而应为 {1}{2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/fields.py"/>
        <source>{0}: an empty text tells nobody what this is</source>
        <translation>{0}：空文本说明不了任何东西</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/report.py"/>
        <source>{0}: another batch is writing this report; give this one another</source>
        <translation>{0}：另一个批处理正在写这份报告；请为这次另选一份</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/writing.py"/>
        <source>{0}: another program has just written it; it is kept</source>
        <translation>{0}：另一个程序刚刚写入了它；已保留</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/finding.py"/>
        <source>{0}: cannot be written: {1}</source>
        <translation>{0}：无法写入：{1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/reading.py"/>
        <source>{0}: cut short or damaged: a part of its header is missing</source>
        <translation>{0}：文件不完整或已损坏：缺少一部分文件头</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/reading.py"/>
        <source>{0}: damaged or unusual, a decoder failed ({1})</source>
        <translation>{0}：已损坏或不常见，解码失败（{1}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/cells.py"/>
        <source>{0}: empty; write at least one number</source>
        <translation>{0}：是空的；请至少写一个数</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/writing.py"/>
        <source>{0}: encoding it does not fit into memory</source>
        <translation>{0}：内存不足，无法编码</translation>
    </message>
    <message>
        <location filename="../../imgconv/sharing/provenance.py"/>
        <source>{0}: it was made by a filter too long to be kept in an image (digest {1})</source>
        <translation>{0}：由一个过长而无法存入图像的滤波器生成（摘要 {1}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/reading.py"/>
        <source>{0}: its pixels do not fit into memory</source>
        <translation>{0}：内存放不下它的像素</translation>
    </message>
    <message>
        <location filename="../../imgconv/geometry.py"/>
        <source>{0}: its {1} extent of {2} pixels ((size {3} - 1) * dilation {4} + 1) exceeds the padded image of {5} + {6} + {7} = {8}; {9}</source>
        <translation>{0}：其{1}跨度 {2} 像素（(大小 {3} - 1) * 膨胀 {4} + 1）超过了填充后的图像 {5} + {6} + {7} = {8}；{9}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/written.py"/>
        <source>{0}: its {1} weights are too many; all kernels of a preset together have at most {2}</source>
        <translation>{0}：它的 {1} 个权重太多；一个预设的所有核合计最多 {2} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/settings.py"/>
        <source>{0}: larger than {1} KB</source>
        <translation>{0}：超过 {1} KB</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/settings.py"/>
        <source>{0}: limits is no table; write [limits]</source>
        <translation>{0}：limits 不是表；请写 [limits]</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/files.py"/>
        <source>{0}: no file can have this name</source>
        <translation>{0}：文件不能用这个名称</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/settings.py"/>
        <source>{0}: no valid TOML ({1})</source>
        <translation>{0}：不是有效的 TOML（{1}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/plan.py"/>
        <source>{0}: not a folder; one image is done by apply</source>
        <translation>{0}：不是文件夹；单幅图像用 apply 处理</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/families.py"/>
        <source>{0}: parameter {1} is unknown{2}</source>
        <translation>{0}：未知的参数 {1}{2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/kernels/cells.py"/>
        <source>{0}: row {1} {2} where row 1 {3}; every row must be the same length</source>
        <translation>{0}：第 {1} 行{2}，而第 1 行{3}；各行长度必须相同</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/fields.py"/>
        <source>{0}: the character U+{1} cannot be shown; leave it out</source>
        <translation>{0}：字符 U+{1} 无法显示；请去掉</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/writing.py"/>
        <source>{0}: the encoder failed ({1}: {2})</source>
        <translation>{0}：编码失败（{1}：{2}）</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/files.py"/>
        <source>{0}: the file cannot be read: {1}</source>
        <translation>{0}：无法读取文件：{1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/report.py"/>
        <source>{0}: the report cannot be written: {1}</source>
        <translation>{0}：无法写入报告：{1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/formats.py"/>
        <source>{0}: the suffix {1} names no format that is written; use one of {2}</source>
        <translation>{0}：扩展名 {1} 不是能写的格式；请用 {2} 之一</translation>
    </message>
    <message>
        <location filename="../../gui/recovery.py"/>
        <source>{0}: the unsaved work in it cannot be read: {1}</source>
        <translation>{0}：无法读取其中未保存的工作：{1}</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/files.py"/>
        <source>{0}: there is no such file</source>
        <translation>{0}：没有这个文件</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/plan.py"/>
        <source>{0}: there is no such folder</source>
        <translation>{0}：没有这个文件夹</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/files.py"/>
        <source>{0}: this is not a file</source>
        <translation>{0}：这不是文件</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/written.py"/>
        <source>{0}: write {1}; a parameter's number cannot stand here</source>
        <translation>{0}：请写 {1}；这里不能放参数的数值</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/fields.py"/>
        <source>{0}: {1} characters are too many; at most {2}</source>
        <translation>{0}：{1} 个字符太多；最多 {2} 个</translation>
    </message>
    <message>
        <location filename="../../imgconv/rational.py"/>
        <source>{0}: {1} is a truth value, not a number; write 1 or 0</source>
        <translation>{0}：{1} 是真假值，不是数；请写 1 或 0</translation>
    </message>
    <message>
        <location filename="../../imgconv/geometry.py"/>
        <source>{0}: {1} is neither a whole number nor a (height, width) pair of them</source>
        <translation>{0}：{1} 既不是整数，也不是 (高, 宽) 一对整数</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/base.py"/>
        <source>{0}: {1} is neither true nor false</source>
        <translation>{0}：{1} 既不是真也不是假</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/limits.py"/>
        <source>{0}: {1} is no limit; use a whole number of {2}</source>
        <translation>{0}：{1} 不能作限额；请用{2}的整数</translation>
    </message>
    <message>
        <location filename="../../imgconv/rational.py"/>
        <source>{0}: {1} is not a finite number</source>
        <translation>{0}：{1} 不是有限的数</translation>
    </message>
    <message>
        <location filename="../../imgconv/rational.py"/>
        <source>{0}: {1} is not a real number</source>
        <translation>{0}：{1} 不是实数</translation>
    </message>
    <message>
        <location filename="../../imgconv/preset/fields.py"/>
        <source>{0}: {1} is not a text; put it in quotation marks</source>
        <translation>{0}：{1} 不是文本；请加引号</translation>
    </message>
    <message>
        <location filename="../../imgconv/layers/base.py"/>
        <source>{0}: {1} is not a whole number</source>
        <translation>{0}：{1} 不是整数</translation>
    </message>
    <message>
        <location filename="../../imgconv/batch/request.py"/>
        <location filename="../../imgconv/filtering.py"/>
        <location filename="../../imgconv/layers/base.py"/>
        <location filename="../../imgconv/learn/model.py"/>
        <source>{0}: {1} is not known; use one of {2}</source>
        <translation>{0}：未知的 {1}；请用 {2} 之一</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/settings.py"/>
        <source>{0}: {1} is not known{2}</source>
        <translation>{0}：未知的 {1}{2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/geometry.py"/>
        <source>{0}: {1} must be at most {2}</source>
        <translation>{0}：{1} 不能大于 {2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/geometry.py"/>
        <source>{0}: {1} must be {2} or more</source>
        <translation>{0}：{1} 不能小于 {2}</translation>
    </message>
    <message>
        <location filename="../../imgconv/codecs/limits.py"/>
        <source>{0}: {1} {2}, more than the {3} allowed; raise {4} if meant</source>
        <translation>{0}：{1} {2}，超过允许的 {3}；确有需要请提高 {4}</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source> (outside the selected part, where the picture stays as it is)</source>
        <translation>（在选区之外，图片保持原样）</translation>
    </message>
    <message>
        <location filename="../../gui/field_text.py"/>
        <source>"{auto}" leaves it out.</source>
        <translation>“{auto}”表示不设置。</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;1:1</source>
        <translation>1:1(&amp;1)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Add a convolution</source>
        <translation>添加卷积层(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;All channels</source>
        <translation>所有通道(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Colours</source>
        <translation>颜色(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Compare settings…</source>
        <translation>比较设置(&amp;C)…</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Copy result</source>
        <translation>复制结果(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Duplicate the layer</source>
        <translation>复制当前层(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Explain a pixel</source>
        <translation>解释像素(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Export a preset…</source>
        <translation>导出预设(&amp;E)…</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Find a command…</source>
        <translation>查找命令(&amp;F)…</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Fit</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Geometry</source>
        <translation>几何(&amp;G)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Import a preset…</source>
        <translation>导入预设(&amp;I)…</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Keys…</source>
        <translation>按键(&amp;K)…</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Language</source>
        <translation>语言 Language(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Learn a kernel…</source>
        <translation>学习核(&amp;L)…</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;New</source>
        <translation>新建(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Presets</source>
        <translation>预设(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Remove the layer</source>
        <translation>删除当前层(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Result</source>
        <translation>结果(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Save as a preset…</source>
        <translation>保存为预设(&amp;S)…</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Save result…</source>
        <translation>保存结果(&amp;S)…</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Select a part</source>
        <translation>选择区域(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Step by step…</source>
        <translation>逐步演示(&amp;S)…</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>&amp;Wipe</source>
        <translation>划线对比(&amp;W)</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>+ {bias} (bias) = {result}</source>
        <translation>+ {bias}（偏置）= {result}</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <source>0: all weights are zero</source>
        <translation>0：所有权重都是零</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <source>1: a column times a row (separable)</source>
        <translation>1：一列乘一行（可分离）</translation>
    </message>
    <message>
        <location filename="../../gui/taking_up.py"/>
        <source>; its picture {name} is not there any more</source>
        <translation>；它的图片 {name} 已不存在</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>; partly in padding</source>
        <translation>；部分落在填充中</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>; {read} of {all} pixels are read</source>
        <translation>；{all} 个像素中读取了 {read} 个</translation>
    </message>
    <message>
        <location filename="../../gui/step_window.py"/>
        <source>A GIF or WebP of this run</source>
        <translation>把这次演示保存为 GIF 或 WebP</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>A code to paste into a message</source>
        <translation>可以粘贴到消息里的分享码</translation>
    </message>
    <message>
        <location filename="../../gui/matrix_window.py"/>
        <source>A convolution as a matrix</source>
        <translation>卷积的矩阵形式</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>A dry run lists what would be done and writes nothing.</source>
        <translation>试运行只列出将要做的事，不写入任何文件。</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <source>A family makes the kernel of a few parameters; editing a cell turns it into numbers</source>
        <translation>核族由少数几个参数生成核；编辑任一单元格后即变为普通数字</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>A number for each filter.</source>
        <translation>每个滤波器一个数。</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>A pixel of the picture on a pixel of the screen</source>
        <translation>图片的一个像素对应屏幕的一个像素</translation>
    </message>
    <message>
        <location filename="../../gui/plane_matrix.py"/>
        <source>A row an output channel, a column an input channel; click one to edit it, or use the arrows</source>
        <translation>每行一个输出通道，每列一个输入通道；点击即可编辑，也可用方向键</translation>
    </message>
    <message>
        <location filename="../../gui/stepping.py"/>
        <source>A single dot</source>
        <translation>单个点</translation>
    </message>
    <message>
        <location filename="../../gui/stage_text.py"/>
        <source>Activation</source>
        <translation>激活</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <location filename="../../gui/pipeline_panel.py"/>
        <source>Add a copy of the current layer</source>
        <translation>添加当前层的副本</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <location filename="../../gui/pipeline_panel.py"/>
        <source>Add a layer after the current one</source>
        <translation>在当前层之后添加一层</translation>
    </message>
    <message>
        <location filename="../../gui/pair_list.py"/>
        <source>Add a pair…</source>
        <translation>添加一对…</translation>
    </message>
    <message>
        <location filename="../../gui/pipeline_panel.py"/>
        <source>Add layer</source>
        <translation>添加层</translation>
    </message>
    <message>
        <location filename="../../gui/learn_window.py"/>
        <source>Add pictures before and after an effect, and learn.</source>
        <translation>添加效果前后的图片，然后学习。</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Add to favourites</source>
        <translation>加入收藏</translation>
    </message>
    <message>
        <location filename="../../gui/layer_edits.py"/>
        <source>Add {layer}</source>
        <translation>添加{layer}</translation>
    </message>
    <message>
        <location filename="../../gui/pair_list.py"/>
        <source>After</source>
        <translation>处理后</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>All images, or names such as IMG_*.jpg</source>
        <translation>所有图像，或 IMG_*.jpg 这样的文件名</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>All tags</source>
        <translation>全部标签</translation>
    </message>
    <message>
        <location filename="../../gui/whole_fields.py"/>
        <source>Alpha</source>
        <translation>Alpha 通道</translation>
    </message>
    <message>
        <location filename="../../gui/file_actions.py"/>
        <source>Another result is being computed; wait for it or stop it</source>
        <translation>另一个结果正在计算；请等待或停止它</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Arrows</source>
        <translation>方向键</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>As a &amp;matrix…</source>
        <translation>矩阵形式(&amp;M)…</translation>
    </message>
    <message>
        <location filename="../../gui/looks.py"/>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <location filename="../../gui/preset_dialog.py"/>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <location filename="../../gui/stage_text.py"/>
        <source>Average pooling</source>
        <translation>平均池化</translation>
    </message>
    <message>
        <location filename="../../gui/comparing.py"/>
        <source>Away from the borders</source>
        <translation>远离边界处</translation>
    </message>
    <message>
        <location filename="../../gui/step_player.py"/>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>Batch</source>
        <translation>批大小</translation>
    </message>
    <message>
        <location filename="../../gui/pair_list.py"/>
        <source>Before</source>
        <translation>处理前</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Begin anew with a kernel that changes nothing</source>
        <translation>从一个不改变任何东西的核重新开始</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <location filename="../../gui/measuring.py"/>
        <source>Bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <location filename="../../gui/stage_text.py"/>
        <source>Blend</source>
        <translation>混合</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Blue below zero, white at zero, red above</source>
        <translation>负值为蓝，零为白，正值为红</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_clipboard.py"/>
        <source>Both</source>
        <translation>左右和上下</translation>
    </message>
    <message>
        <location filename="../../gui/comparing.py"/>
        <source>Both sides have the same settings; choose something else for one of them</source>
        <translation>两边的设置相同；请为其中一边另选</translation>
    </message>
    <message>
        <location filename="../../gui/compare_window.py"/>
        <source>By how much the difference is made stronger; 0 until the largest is white</source>
        <translation>差异放大的倍数；0 表示放大到最大差异为白色</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../gui/tap_table.py"/>
        <source>Cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <source>Change a weight</source>
        <translation>修改权重</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <source>Change the filters</source>
        <translation>修改滤波器</translation>
    </message>
    <message>
        <location filename="../../gui/layer_edits.py"/>
        <source>Change the kernel</source>
        <translation>修改核</translation>
    </message>
    <message>
        <location filename="../../gui/layer_edits.py"/>
        <source>Change {name}</source>
        <translation>修改“{name}”</translation>
    </message>
    <message>
        <location filename="../../gui/pixels_form.py"/>
        <location filename="../../gui/tap_table.py"/>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <location filename="../../gui/charts.py"/>
        <source>Checkerboard</source>
        <translation>棋盘格</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs.py"/>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <location filename="../../gui/pair_list.py"/>
        <source>Choose a picture before and one after the effect</source>
        <translation>选择处理前和处理后的图片各一张</translation>
    </message>
    <message>
        <location filename="../../gui/compare_window.py"/>
        <source>Choose another value for A or B.</source>
        <translation>请为 A 或 B 另选一个值。</translation>
    </message>
    <message>
        <location filename="../../gui/pair_list.py"/>
        <source>Choose the picture after</source>
        <translation>选择处理后的图片</translation>
    </message>
    <message>
        <location filename="../../gui/pair_list.py"/>
        <source>Choose the picture before</source>
        <translation>选择处理前的图片</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <location filename="../../gui/pixels_form.py"/>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <source>Columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <source>Columns of the kernel; the cell in the centre stays there</source>
        <translation>核的列数；中心的单元格保持不动</translation>
    </message>
    <message>
        <location filename="../../gui/command_search.py"/>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <location filename="../../gui/compare_window.py"/>
        <source>Compare settings</source>
        <translation>比较设置</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Compute the current layer earlier</source>
        <translation>让当前层更早计算</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Compute the current layer later</source>
        <translation>让当前层更晚计算</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <source>Computed by: {plan}.</source>
        <translation>计算方式：{plan}。</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>Condition</source>
        <translation>条件数</translation>
    </message>
    <message>
        <location filename="../../gui/stage_text.py"/>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <location filename="../../gui/matrix_window.py"/>
        <source>Convolution (the kernel is turned)</source>
        <translation>真卷积（核已旋转）</translation>
    </message>
    <message>
        <location filename="../../gui/step_export.py"/>
        <source>Convolution by hand</source>
        <translation>手算卷积</translation>
    </message>
    <message>
        <location filename="../../gui/stepping.py"/>
        <source>Convolution: the kernel is turned by 180°</source>
        <translation>真卷积：核旋转 180°</translation>
    </message>
    <message>
        <location filename="../../gui/preset_actions.py"/>
        <source>Copied a code; paste it into a message</source>
        <translation>已复制分享码；粘贴到消息里即可</translation>
    </message>
    <message>
        <location filename="../../gui/preset_actions.py"/>
        <source>Copied source code for {program}</source>
        <translation>已复制 {program} 的源代码</translation>
    </message>
    <message>
        <location filename="../../gui/file_actions.py"/>
        <source>Copied {width} × {height} pixels</source>
        <translation>已复制 {width} × {height} 像素</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_tools.py"/>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Copy &amp;visible part</source>
        <translation>复制可见部分(&amp;V)</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Copy a code</source>
        <translation>复制分享码</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Copy and paste rows of numbers, cells of a spreadsheet, ImageMagick kernels</source>
        <translation>复制和粘贴成行的数字、电子表格的单元格、ImageMagick 核</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Copy as a c&amp;ode</source>
        <translation>复制为分享码(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Copy source code for</source>
        <translation>复制源代码</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Copy the whole result</source>
        <translation>复制整个结果</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_tools.py"/>
        <source>Copy these numbers as text</source>
        <translation>把这些数字复制为文本</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Copy what can be seen</source>
        <translation>复制看得见的部分</translation>
    </message>
    <message>
        <location filename="../../gui/step_window.py"/>
        <source>Correlation and convolution side by side</source>
        <translation>互相关与真卷积并排</translation>
    </message>
    <message>
        <location filename="../../gui/stepping.py"/>
        <source>Correlation: the kernel as written</source>
        <translation>互相关：核按原样</translation>
    </message>
    <message>
        <location filename="../../gui/looks.py"/>
        <source>Dark colours</source>
        <translation>深色</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>Depthwise separable</source>
        <translation>深度可分离</translation>
    </message>
    <message>
        <location filename="../../gui/preset_dialog.py"/>
        <source>Description</source>
        <translation>说明</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Destination folder</source>
        <translation>目标文件夹</translation>
    </message>
    <message>
        <location filename="../../gui/messages.py"/>
        <source>Details are in {log_file}</source>
        <translation>详情见 {log_file}</translation>
    </message>
    <message>
        <location filename="../../gui/comparing.py"/>
        <source>Difference drawn</source>
        <translation>差别的画法</translation>
    </message>
    <message>
        <location filename="../../gui/comparing.py"/>
        <source>Difference, made stronger</source>
        <translation>差别（已放大）</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Digits, Enter, Tab</source>
        <translation>数字、Enter、Tab</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Do again what was taken back</source>
        <translation>重做撤销的修改</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Drag a rectangle in which the filter applies</source>
        <translation>拖出一个矩形，滤波器只作用于其中</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_tools.py"/>
        <source>Drag over cells to set them all to this number</source>
        <translation>拖过单元格，把它们都设为这个数</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Dry run</source>
        <translation>试运行</translation>
    </message>
    <message>
        <location filename="../../gui/pipeline_panel.py"/>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <location filename="../../gui/layer_edits.py"/>
        <source>Duplicate a layer</source>
        <translation>复制层</translation>
    </message>
    <message>
        <location filename="../../gui/charts.py"/>
        <source>Edges</source>
        <translation>边缘</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>Effective stride</source>
        <translation>有效步幅</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>Enter the folders in the source folder.</source>
        <translation>也处理源文件夹中的子文件夹。</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>Existing files</source>
        <translation>已有文件</translation>
    </message>
    <message>
        <location filename="../../gui/lesson_actions.py"/>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <location filename="../../gui/preset_actions.py"/>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Export a card…</source>
        <translation>导出卡片…</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Export a file…</source>
        <translation>导出文件…</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Export the layers as a file, or copy them as a code to paste</source>
        <translation>把各层导出为文件，或复制为可粘贴的分享码</translation>
    </message>
    <message>
        <location filename="../../gui/preset_actions.py"/>
        <source>Exported {name}</source>
        <translation>已导出 {name}</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <location filename="../../gui/inspector_panel.py"/>
        <source>Feature maps</source>
        <translation>特征图</translation>
    </message>
    <message>
        <location filename="../../gui/inspector_panel.py"/>
        <source>Feature maps (click one to see it large):</source>
        <translation>特征图（点击可放大）：</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Fi&amp;lter</source>
        <translation>滤波器(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Filter</source>
        <translation>滤波器</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Filter every picture of a folder</source>
        <translation>对文件夹中的每张图片滤波</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Filter every picture of the source folder into the destination folder</source>
        <translation>对源文件夹中的每张图片滤波，写入目标文件夹</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Filter only files with such names; * stands for any letters</source>
        <translation>只处理符合此名称的文件；* 代表任意字符</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>Filtering {n} files…</source>
        <translation>正在处理 {n} 个文件…</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>Filtering {n} file…</source>
        <translation>正在处理 {n} 个文件…</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <location filename="../../gui/measuring.py"/>
        <source>Filters</source>
        <translation>滤波器数</translation>
    </message>
    <message>
        <location filename="../../gui/plane_matrix.py"/>
        <source>Filters of the kernel</source>
        <translation>核的各个滤波器</translation>
    </message>
    <message>
        <location filename="../../gui/command_search.py"/>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Find the kernel behind an effect, from pictures before and after it</source>
        <translation>由处理前后的图片求出效果背后的核</translation>
    </message>
    <message>
        <location filename="../../gui/learn_window.py"/>
        <source>Find the kernel that makes the pictures after</source>
        <translation>求出能得到处理后图片的核</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_editing.py"/>
        <source>Flip left and right</source>
        <translation>左右翻转</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_editing.py"/>
        <source>Flip top and bottom</source>
        <translation>上下翻转</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_tools.py"/>
        <source>Flip, rotate, transpose, negate or normalise the kernel</source>
        <translation>翻转、旋转、转置、取负或归一化核</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>Folders inside</source>
        <translation>子文件夹</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>For another program</source>
        <translation>用于其他程序</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <location filename="../../gui/inspector_panel.py"/>
        <source>Frequency response</source>
        <translation>频率响应</translation>
    </message>
    <message>
        <location filename="../../gui/inspector_panel.py"/>
        <source>Frequency response: what the kernel lets through. Even areas in the middle, fine detail at the edges; white passes, black is removed</source>
        <translation>频率响应：核让哪些成分通过。中间是平坦区域，边缘是精细细节；白色表示通过，黑色表示被去除</translation>
    </message>
    <message>
        <location filename="../../gui/step_player.py"/>
        <source>From the start</source>
        <translation>从头开始</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>Fully connected</source>
        <translation>全连接</translation>
    </message>
    <message>
        <location filename="../../gui/geometry_panel.py"/>
        <source>Fully connected to</source>
        <translation>全连接到</translation>
    </message>
    <message>
        <location filename="../../gui/lesson_actions.py"/>
        <source>Geometry</source>
        <translation>几何</translation>
    </message>
    <message>
        <location filename="../../gui/learn_window.py"/>
        <source>Give up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Give up the running computation</source>
        <translation>放弃正在进行的计算</translation>
    </message>
    <message>
        <location filename="../../gui/field_text.py"/>
        <source>Give {allowed}.</source>
        <translation>可填：{allowed}。</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <location filename="../../gui/story_view.py"/>
        <source>Gives</source>
        <translation>得到</translation>
    </message>
    <message>
        <location filename="../../gui/compare_window.py"/>
        <source>Go to the largest difference</source>
        <translation>转到差别最大处</translation>
    </message>
    <message>
        <location filename="../../gui/charts.py"/>
        <source>Gradient</source>
        <translation>渐变</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_clipboard.py"/>
        <source>Grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>Gridding: a pixel of the result reads only {read} of the {size} pixels it spans. Dilations without a common factor, such as 1, 2, 5, leave no holes.</source>
        <translation>网格效应：结果的一个像素只读取它跨越的 {size} 个像素中的 {read} 个。没有公因数的膨胀（如 1、2、5）不留空洞。</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_clipboard.py"/>
        <source>Half a turn</source>
        <translation>旋转 180°</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <location filename="../../gui/pixels_form.py"/>
        <source>Height</source>
        <translation>高</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>Height, width.</source>
        <translation>高，宽。</translation>
    </message>
    <message>
        <location filename="../../gui/status.py"/>
        <source>How long the visible part took</source>
        <translation>计算可见部分所用的时间</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>How many pictures are filtered at the same time.</source>
        <translation>同时处理多少张图片。</translation>
    </message>
    <message>
        <location filename="../../gui/inspector_panel.py"/>
        <source>How the filter is computed on this picture</source>
        <translation>滤波器在这张图片上如何计算</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>I&amp;nspector</source>
        <translation>检查器(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../gui/files.py"/>
        <source>Images (*.jpg *.jpeg *.png *.tif *.tiff *.webp *.bmp *.gif *.avif *.pnm *.pgm *.ppm *.pbm *.pfm);;All files (*)</source>
        <translation>图像 (*.jpg *.jpeg *.png *.tif *.tiff *.webp *.bmp *.gif *.avif *.pnm *.pgm *.ppm *.pbm *.pfm);;所有文件 (*)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Import a &amp;code…</source>
        <translation>导入分享码(&amp;C)…</translation>
    </message>
    <message>
        <location filename="../../gui/preset_actions.py"/>
        <source>Import a code</source>
        <translation>导入分享码</translation>
    </message>
    <message>
        <location filename="../../gui/preset_actions.py"/>
        <source>Import a preset</source>
        <translation>导入预设</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <location filename="../../gui/charts.py"/>
        <source>Impulse</source>
        <translation>脉冲</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>In the kernel's cells</source>
        <translation>在核的单元格中</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <location filename="../../gui/measuring.py"/>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <location filename="../../gui/measuring.py"/>
        <source>Input channels</source>
        <translation>输入通道</translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py"/>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <location filename="../../gui/words.py"/>
        <source>It cannot be done. imgconv says: {message}</source>
        <translation>无法完成。imgconv 的说明（英文）：{message}</translation>
    </message>
    <message>
        <location filename="../../gui/learn_window.py"/>
        <source>Keep it under a name</source>
        <translation>命名并保留</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <location filename="../../gui/presets_panel.py"/>
        <source>Keep the layers as a preset of your own</source>
        <translation>把各层保存为自己的预设</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <location filename="../../gui/weights_view.py"/>
        <source>Kernel</source>
        <translation>核</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>Kernel size</source>
        <translation>核大小</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_grid.py"/>
        <source>Kernel weights</source>
        <translation>核的权重</translation>
    </message>
    <message>
        <location filename="../../gui/key_list.py"/>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>La&amp;yers</source>
        <translation>层(&amp;Y)</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <source>Laid on the image (a true convolution turns the kernel by 180°):</source>
        <translation>覆盖在图像上的样子（真卷积把核旋转 180°）：</translation>
    </message>
    <message>
        <location filename="../../gui/comparing.py"/>
        <source>Largest difference</source>
        <translation>最大差别</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <location filename="../../gui/story_view.py"/>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>Layer {number}: {type}</source>
        <translation>第 {number} 层：{type}</translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py"/>
        <location filename="../../gui/pipeline_panel.py"/>
        <location filename="../../gui/story_view.py"/>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Le&amp;ssons</source>
        <translation>课程(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../gui/learn_window.py"/>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
    <message>
        <location filename="../../gui/learn_window.py"/>
        <source>Learn a kernel</source>
        <translation>学习核</translation>
    </message>
    <message>
        <location filename="../../gui/pair_list.py"/>
        <source>Learn from what the main window shows: a good first try</source>
        <translation>用主窗口当前显示的内容学习：不错的第一次尝试</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>Learned kernel</source>
        <translation>学到的核</translation>
    </message>
    <message>
        <location filename="../../gui/learn_window.py"/>
        <source>Learning…</source>
        <translation>正在学习…</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_clipboard.py"/>
        <source>Left = right</source>
        <translation>左右对称</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Let the filter apply everywhere</source>
        <translation>让滤波器作用于整张图片</translation>
    </message>
    <message>
        <location filename="../../gui/step_player.py"/>
        <source>Let the window go its way (Space)</source>
        <translation>让窗口自动滑动（空格）</translation>
    </message>
    <message>
        <location filename="../../gui/preset_dialog.py"/>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <location filename="../../gui/whole_fields.py"/>
        <source>Light</source>
        <translation>光</translation>
    </message>
    <message>
        <location filename="../../gui/looks.py"/>
        <source>Light colours</source>
        <translation>浅色</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>List all keys</source>
        <translation>列出所有按键</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>List what would be done and write nothing</source>
        <translation>列出将要做的事，不写入任何文件</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Load</source>
        <translation>载入</translation>
    </message>
    <message>
        <location filename="../../gui/preset_actions.py"/>
        <source>Load {name}</source>
        <translation>载入“{name}”</translation>
    </message>
    <message>
        <location filename="../../gui/loss_curve.py"/>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <location filename="../../gui/stage_text.py"/>
        <source>Magnitude</source>
        <translation>幅值</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Make it the anchor, the cell that lies on the output pixel</source>
        <translation>设为锚点，即对准输出像素的单元格</translation>
    </message>
    <message>
        <location filename="../../gui/stage_text.py"/>
        <source>Max pooling</source>
        <translation>最大池化</translation>
    </message>
    <message>
        <location filename="../../gui/comparing.py"/>
        <source>Mean difference</source>
        <translation>平均差别</translation>
    </message>
    <message>
        <location filename="../../gui/whole_fields.py"/>
        <source>Mixes with the original: 0 is the original, 1 the result, more exaggerates it.</source>
        <translation>与原图混合：0 是原图，1 是结果，更大则夸张效果。</translation>
    </message>
    <message>
        <location filename="../../gui/layer_edits.py"/>
        <source>Move a layer</source>
        <translation>移动层</translation>
    </message>
    <message>
        <location filename="../../gui/explain_panel.py"/>
        <source>Move over the picture to see how a pixel came about; click one to pin it.</source>
        <translation>在图片上移动，看像素是怎样算出来的；点击可固定一个像素。</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Move the layer &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Move the layer do&amp;wn</source>
        <translation>下移(&amp;W)</translation>
    </message>
    <message>
        <location filename="../../gui/pipeline_panel.py"/>
        <source>Move the layer down</source>
        <translation>下移当前层</translation>
    </message>
    <message>
        <location filename="../../gui/pipeline_panel.py"/>
        <source>Move the layer up</source>
        <translation>上移当前层</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Move the picture</source>
        <translation>移动图片</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Move the picture, or the line between original and result</source>
        <translation>移动图片，或移动原图与结果之间的分界线</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>Multiply-adds</source>
        <translation>乘加次数</translation>
    </message>
    <message>
        <location filename="../../gui/preset_actions.py"/>
        <source>My filter</source>
        <translation>我的滤波器</translation>
    </message>
    <message>
        <location filename="../../gui/preset_dialog.py"/>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Names</source>
        <translation>文件名</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_editing.py"/>
        <source>Negate</source>
        <translation>取负</translation>
    </message>
    <message>
        <location filename="../../gui/preset_actions.py"/>
        <source>New filter</source>
        <translation>新滤波器</translation>
    </message>
    <message>
        <location filename="../../gui/layer_panel.py"/>
        <source>No layer is chosen. Add one with the button above.</source>
        <translation>没有选中的层。用上面的按钮添加一层。</translation>
    </message>
    <message>
        <location filename="../../gui/menus.py"/>
        <source>No pictures yet</source>
        <translation>还没有图片</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_clipboard.py"/>
        <source>No symmetry</source>
        <translation>无对称</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>None, or a Dask scheduler such as tcp://HOST:8786</source>
        <translation>不用，或 Dask 调度器的地址，如 tcp://HOST:8786</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>None, or a file for one JSON object a picture</source>
        <translation>不写，或一个文件：每张图片一个 JSON 对象</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_editing.py"/>
        <source>Normalise to absolute sum 1</source>
        <translation>归一化：绝对值之和为 1</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_editing.py"/>
        <source>Normalise to sum 1</source>
        <translation>归一化：总和为 1</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>Not determined</source>
        <translation>无法确定</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <source>Nothing is switched on: the picture stays as it is.</source>
        <translation>没有启用任何层：图片保持原样。</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>Nothing was written.</source>
        <translation>没有写入任何文件。</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>Nothing was written:
{shown}{more}</source>
        <translation>没有写入任何文件：
{shown}{more}</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_tools.py"/>
        <source>Number to paint with</source>
        <translation>涂抹所用的数</translation>
    </message>
    <message>
        <location filename="../../gui/matrix_window.py"/>
        <source>Numbers</source>
        <translation>数字</translation>
    </message>
    <message>
        <location filename="../../gui/stepping.py"/>
        <source>Numbers that count up</source>
        <translation>递增的数</translation>
    </message>
    <message>
        <location filename="../../gui/charts.py"/>
        <source>Numbers, 3 × 3</source>
        <translation>数字，3 × 3</translation>
    </message>
    <message>
        <location filename="../../gui/charts.py"/>
        <source>Numbers, two channels</source>
        <translation>数字，两个通道</translation>
    </message>
    <message>
        <location filename="../../gui/geometry_panel.py"/>
        <source>Of a convolution made up, not of the layers</source>
        <translation>针对假设的卷积，而不是当前各层</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>Of the input.</source>
        <translation>输入的。</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_clipboard.py"/>
        <source>On every channel</source>
        <translation>作用于每个通道</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>On the picture</source>
        <translation>在图片上</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <source>One kernel on every channel, several filters on every channel, or a full mixing kernel</source>
        <translation>每个通道用同一个核，每个通道用多个滤波器，或混合各通道的完整核</translation>
    </message>
    <message>
        <location filename="../../gui/step_player.py"/>
        <source>One step back (Left)</source>
        <translation>后退一步（左方向键）</translation>
    </message>
    <message>
        <location filename="../../gui/step_player.py"/>
        <source>One step on (Right)</source>
        <translation>前进一步（右方向键）</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <location filename="../../gui/file_actions.py"/>
        <source>Open a picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <location filename="../../gui/file_actions.py"/>
        <source>Open a picture first</source>
        <translation>请先打开一张图片</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Open this test chart</source>
        <translation>打开此测试图</translation>
    </message>
    <message>
        <location filename="../../gui/session.py"/>
        <source>Open {name}</source>
        <translation>打开 {name}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas_painting.py"/>
        <source>Open, drop or paste a picture</source>
        <translation>打开、拖入或粘贴一张图片</translation>
    </message>
    <message>
        <location filename="../../gui/file_actions.py"/>
        <source>Opening {name}</source>
        <translation>正在打开 {name}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas.py"/>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Original and result beside each other</source>
        <translation>原图与结果并排</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Original and result with a line to drag</source>
        <translation>原图与结果，中间的分界线可以拖动</translation>
    </message>
    <message>
        <location filename="../../gui/preset_dialog.py"/>
        <source>Otherwise a name that is taken is refused</source>
        <translation>否则不接受已被使用的名称</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_clipboard.py"/>
        <source>Out × in channels</source>
        <translation>输出 × 输入通道</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <location filename="../../gui/measuring.py"/>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <source>Output channels</source>
        <translation>输出通道</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>Output channels.</source>
        <translation>输出通道数。</translation>
    </message>
    <message>
        <location filename="../../gui/pipeline_panel.py"/>
        <source>Output width × height × channels, and the part of the picture that one output pixel sees</source>
        <translation>输出的宽 × 高 × 通道数，以及一个输出像素看到的图片范围</translation>
    </message>
    <message>
        <location filename="../../gui/geometry_panel.py"/>
        <source>Outputs of a fully connected layer</source>
        <translation>全连接层的输出数</translation>
    </message>
    <message>
        <location filename="../../gui/step_window.py"/>
        <source>Over</source>
        <translation>作用于</translation>
    </message>
    <message>
        <location filename="../../gui/whole_fields.py"/>
        <source>Overall amount</source>
        <translation>总体强度</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <source>Own numbers</source>
        <translation>自定义数字</translation>
    </message>
    <message>
        <location filename="../../gui/files.py"/>
        <source>PNG (*.png);;JPEG (*.jpg);;TIFF (*.tif);;WebP (*.webp);;All files (*)</source>
        <translation>PNG (*.png);;JPEG (*.jpg);;TIFF (*.tif);;WebP (*.webp);;所有文件 (*)</translation>
    </message>
    <message>
        <location filename="../../gui/tap_table.py"/>
        <source>Padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>Padding mode</source>
        <translation>填充模式</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_tools.py"/>
        <source>Paint with</source>
        <translation>涂抹</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <location filename="../../gui/stepping.py"/>
        <source>Part of the picture</source>
        <translation>图片的一部分</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_tools.py"/>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <location filename="../../gui/preset_actions.py"/>
        <source>Paste a code that begins with imgconv1:</source>
        <translation>粘贴以 imgconv1 开头的分享码：</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <location filename="../../gui/preset_actions.py"/>
        <source>Paste a kernel</source>
        <translation>粘贴核</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Paste a picture, a kernel or a preset code</source>
        <translation>粘贴图片、核或预设分享码</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_tools.py"/>
        <source>Paste rows of numbers, spreadsheet cells or an ImageMagick kernel</source>
        <translation>粘贴若干行数字、电子表格单元格或 ImageMagick 的核</translation>
    </message>
    <message>
        <location filename="../../gui/file_actions.py"/>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <location filename="../../gui/step_player.py"/>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <location filename="../../gui/canvas.py"/>
        <location filename="../../gui/inspector_panel.py"/>
        <location filename="../../gui/matrix_window.py"/>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <location filename="../../gui/pair_list.py"/>
        <source>Picture and result</source>
        <translation>图片与结果</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>Pictures at a time.</source>
        <translation>一次处理的图片数。</translation>
    </message>
    <message>
        <location filename="../../gui/explain_panel.py"/>
        <source>Pinned</source>
        <translation>固定</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <location filename="../../gui/status.py"/>
        <source>Pixels of the screen for each of the picture</source>
        <translation>图片每个像素对应的屏幕像素</translation>
    </message>
    <message>
        <location filename="../../gui/comparing.py"/>
        <source>Pixels that differ</source>
        <translation>有差别的像素</translation>
    </message>
    <message>
        <location filename="../../gui/batch_run.py"/>
        <source>Planning…</source>
        <translation>正在计划…</translation>
    </message>
    <message>
        <location filename="../../gui/step_player.py"/>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <location filename="../../gui/descent_view.py"/>
        <source>Play again</source>
        <translation>重新播放</translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py"/>
        <location filename="../../gui/preset_list.py"/>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <location filename="../../gui/files.py"/>
        <source>Presets, cards and other programs' kernels (*.toml *.png {others});;All files (*)</source>
        <translation>预设、卡片和其他程序的核 (*.toml *.png {others});;所有文件 (*)</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>Processes</source>
        <translation>进程数</translation>
    </message>
    <message>
        <location filename="../../gui/tap_table.py"/>
        <source>Product</source>
        <translation>乘积</translation>
    </message>
    <message>
        <location filename="../../gui/learn_window.py"/>
        <source>Put it in the place of the current layer's</source>
        <translation>替换当前层的核</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>R squared</source>
        <translation>R²</translation>
    </message>
    <message>
        <location filename="../../gui/stage_text.py"/>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <source>Rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Read a code from a message</source>
        <translation>从消息中读取分享码</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Read a preset file or a card</source>
        <translation>读取预设文件或卡片</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Read a preset file, a card or a code</source>
        <translation>读取预设文件、卡片或分享码</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_tools.py"/>
        <source>Rearrange</source>
        <translation>变换</translation>
    </message>
    <message>
        <location filename="../../gui/explain_panel.py"/>
        <location filename="../../gui/measuring.py"/>
        <source>Receptive field</source>
        <translation>感受野</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>Receptive field {height} × {width}: columns {left} to {right}, rows {top} to {bottom}</source>
        <translation>感受野 {height} × {width}：第 {left} 至 {right} 列，第 {top} 至 {bottom} 行</translation>
    </message>
    <message>
        <location filename="../../gui/menus.py"/>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <location filename="../../gui/pair_list.py"/>
        <location filename="../../gui/pipeline_panel.py"/>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <location filename="../../gui/layer_edits.py"/>
        <source>Remove a layer</source>
        <translation>删除层</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Remove from favourites</source>
        <translation>取消收藏</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <location filename="../../gui/pipeline_panel.py"/>
        <source>Remove the current layer</source>
        <translation>删除当前层</translation>
    </message>
    <message>
        <location filename="../../gui/preset_dialog.py"/>
        <source>Replace a preset of mine that has this name</source>
        <translation>替换我的同名预设</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>Residual</source>
        <translation>残差</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <source>Resize the kernel</source>
        <translation>改变核的大小</translation>
    </message>
    <message>
        <location filename="../../gui/taking_up.py"/>
        <source>Restore unsaved work</source>
        <translation>恢复未保存的工作</translation>
    </message>
    <message>
        <location filename="../../gui/canvas.py"/>
        <location filename="../../gui/inspector_panel.py"/>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>Result at x {x}, y {y}: {values}</source>
        <translation>x {x}，y {y} 处的结果：{values}</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <source>Results</source>
        <translation>结果范围</translation>
    </message>
    <message>
        <location filename="../../gui/comparing.py"/>
        <source>Root mean square</source>
        <translation>均方根</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_editing.py"/>
        <source>Rotate by 45°</source>
        <translation>旋转 45°</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_editing.py"/>
        <source>Rotate by 90°</source>
        <translation>旋转 90°</translation>
    </message>
    <message>
        <location filename="../../gui/pixels_form.py"/>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <source>Rows of the kernel; the cell in the centre stays there</source>
        <translation>核的行数；中心的单元格保持不动</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Run on the computers of a cluster instead of this one</source>
        <translation>在集群的计算机上运行，而不在本机运行</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Run over a &amp;folder…</source>
        <translation>处理文件夹(&amp;F)…</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Run over a folder</source>
        <translation>处理文件夹</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>S&amp;top computing</source>
        <translation>停止计算(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>Same after rounding</source>
        <translation>舍入后相同</translation>
    </message>
    <message>
        <location filename="../../gui/preset_dialog.py"/>
        <source>Save as a preset</source>
        <translation>保存为预设</translation>
    </message>
    <message>
        <location filename="../../gui/learn_window.py"/>
        <source>Save as a preset…</source>
        <translation>保存为预设…</translation>
    </message>
    <message>
        <location filename="../../gui/step_window.py"/>
        <source>Save as a worksheet</source>
        <translation>保存为练习单</translation>
    </message>
    <message>
        <location filename="../../gui/step_window.py"/>
        <source>Save as a worksheet…</source>
        <translation>保存为练习单…</translation>
    </message>
    <message>
        <location filename="../../gui/step_window.py"/>
        <source>Save as an animation</source>
        <translation>保存为动画</translation>
    </message>
    <message>
        <location filename="../../gui/step_window.py"/>
        <source>Save as an animation…</source>
        <translation>保存为动画…</translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py"/>
        <source>Save it as a preset to keep it.</source>
        <translation>把它保存为预设即可保留。</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Save result &amp;as…</source>
        <translation>结果另存为(&amp;A)…</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <location filename="../../gui/file_actions.py"/>
        <source>Save the result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Save the result in another file</source>
        <translation>把结果保存到另一个文件</translation>
    </message>
    <message>
        <location filename="../../gui/preset_actions.py"/>
        <source>Saved as {name}; on the command line: --preset {name}</source>
        <translation>已保存为 {name}；在命令行中使用：--preset {name}</translation>
    </message>
    <message>
        <location filename="../../gui/file_actions.py"/>
        <location filename="../../gui/step_window.py"/>
        <source>Saved {path}</source>
        <translation>已保存 {path}</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Scheduler</source>
        <translation>调度器</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Search all commands</source>
        <translation>搜索所有命令</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Search presets</source>
        <translation>搜索预设</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>See how the pixel under the cursor came about; a click pins it</source>
        <translation>看光标下的像素是怎样算出来的；点击可固定</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>Sees</source>
        <translation>感受野</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Select &amp;everything</source>
        <translation>全选(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py"/>
        <source>Select a part</source>
        <translation>选择区域</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Select all cells</source>
        <translation>选择所有单元格</translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py"/>
        <source>Select everything</source>
        <translation>全选</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Select several cells</source>
        <translation>选择多个单元格</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Set to 0</source>
        <translation>设为 0</translation>
    </message>
    <message>
        <location filename="../../gui/compare_window.py"/>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_clipboard.py"/>
        <source>Several filters</source>
        <translation>多个滤波器</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Shapes, cost and reach of the layers, and the holes that dilations leave</source>
        <translation>各层的形状、代价和感受野，以及膨胀留下的空洞</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Share</source>
        <translation>分享</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Shift+Arrows, Shift+Click, Drag</source>
        <translation>Shift+方向键、Shift+点击、拖动</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Show it larger</source>
        <translation>放大显示</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Show it smaller</source>
        <translation>缩小显示</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Show or hide the panel of layers</source>
        <translation>显示或隐藏层面板</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Show or hide the panel of presets</source>
        <translation>显示或隐藏预设面板</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Show or hide what is told of kernel and result</source>
        <translation>显示或隐藏核与结果的说明</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Show the presets with one tag, or your favourites</source>
        <translation>显示带某个标签的预设，或你的收藏</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Show the result again instead of one feature map</source>
        <translation>重新显示完整结果，而不是单个特征图</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Show the result alone; hold B for the original</source>
        <translation>只显示结果；按住 B 查看原图</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Show the whole picture</source>
        <translation>显示整张图片</translation>
    </message>
    <message>
        <location filename="../../gui/preset_dialog.py"/>
        <source>Shown as a tool tip and on cards; the search looks into it</source>
        <translation>显示在提示和卡片上；搜索时也会查找</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Si&amp;gned colours</source>
        <translation>正负着色(&amp;G)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Side &amp;by side</source>
        <translation>并排(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../gui/comparing.py"/>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <location filename="../../gui/inspector_panel.py"/>
        <source>Signed colours: blue −{peak:.3g}, white 0, red {peak:.3g} of white</source>
        <translation>正负着色：蓝 −{peak:.3g}，白 0，红 {peak:.3g}（白为 1）</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <location filename="../../gui/messages.py"/>
        <source>Something went wrong in imgconv itself ({kind}: {error}). Your work is kept.</source>
        <translation>imgconv 自身出错（{kind}：{error}）。你的工作已保留。</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Source folder</source>
        <translation>源文件夹</translation>
    </message>
    <message>
        <location filename="../../gui/step_player.py"/>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <location filename="../../gui/comparing.py"/>
        <source>Split, with a line to drag</source>
        <translation>拼接，分界线可拖动</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <location filename="../../gui/explain_panel.py"/>
        <source>Stay at this pixel; click another one, or this one again to follow the cursor</source>
        <translation>停留在这个像素；点击另一个像素，或再点一次以跟随光标</translation>
    </message>
    <message>
        <location filename="../../gui/descent_view.py"/>
        <location filename="../../gui/step_player.py"/>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Step by 1; with Shift by 0.1, with Ctrl by 10</source>
        <translation>每次增减 1；按住 Shift 为 0.1，按住 Ctrl 为 10</translation>
    </message>
    <message>
        <location filename="../../gui/step_window.py"/>
        <source>Step by step</source>
        <translation>逐步演示</translation>
    </message>
    <message>
        <location filename="../../gui/step_view.py"/>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <location filename="../../gui/learn_window.py"/>
        <location filename="../../gui/status.py"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../gui/status.py"/>
        <source>Stop the running computation (Esc)</source>
        <translation>停止正在进行的计算 (Esc)</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Stop; what is finished stays</source>
        <translation>停止；已完成的结果会保留</translation>
    </message>
    <message>
        <location filename="../../gui/batch_run.py"/>
        <location filename="../../gui/learn_window.py"/>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py"/>
        <source>Stopped. The next change computes again.</source>
        <translation>已停止。下一次修改会重新计算。</translation>
    </message>
    <message>
        <location filename="../../gui/batch_run.py"/>
        <location filename="../../gui/learn_window.py"/>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>Stride</source>
        <translation>步幅</translation>
    </message>
    <message>
        <location filename="../../gui/stepping.py"/>
        <source>Stripes</source>
        <translation>条纹</translation>
    </message>
    <message>
        <location filename="../../gui/charts.py"/>
        <source>Stripes, 8 × 6</source>
        <translation>条纹，8 × 6</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <source>Sum</source>
        <translation>总和</translation>
    </message>
    <message>
        <location filename="../../gui/layer_edits.py"/>
        <source>Switch a layer off</source>
        <translation>停用层</translation>
    </message>
    <message>
        <location filename="../../gui/layer_edits.py"/>
        <source>Switch a layer on</source>
        <translation>启用层</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <source>Symmetry</source>
        <translation>对称性</translation>
    </message>
    <message>
        <location filename="../../gui/looks.py"/>
        <source>System colours</source>
        <translation>跟随系统配色</translation>
    </message>
    <message>
        <location filename="../../gui/preset_dialog.py"/>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Take back the last edit</source>
        <translation>撤销上一次修改</translation>
    </message>
    <message>
        <location filename="../../gui/pair_list.py"/>
        <source>Take the chosen pair away</source>
        <translation>移除选中的一对</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Test c&amp;harts</source>
        <translation>测试图(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../gui/charts.py"/>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <location filename="../../gui/story_view.py"/>
        <source>The channel of the layer's input whose window is drawn</source>
        <translation>画出该层输入中哪个通道的窗口</translation>
    </message>
    <message>
        <location filename="../../gui/explain_panel.py"/>
        <source>The channel of the result that is explained</source>
        <translation>解释结果的哪个通道</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>The convolution of a few pixels as a matrix product</source>
        <translation>把几个像素上的卷积写成矩阵乘法</translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py"/>
        <source>The filter has changes that are not saved.</source>
        <translation>滤波器有未保存的修改。</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>The format of the results</source>
        <translation>结果的格式</translation>
    </message>
    <message>
        <location filename="../../gui/padding_drawing.py"/>
        <source>The image's pixels a b c d, and what stands outside of them</source>
        <translation>图像的像素 a b c d，以及图像之外的取值</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>The kernel explains the pictures.</source>
        <translation>这个核能解释这些图片。</translation>
    </message>
    <message>
        <location filename="../../gui/step_window.py"/>
        <source>The kernel is that of the current layer. Padding, stride and dilation can be tried here:</source>
        <translation>核取自当前层。可以在这里试验填充、步幅和膨胀：</translation>
    </message>
    <message>
        <location filename="../../gui/step_drawing.py"/>
        <source>The kernel is turned about its middle: its first cell becomes its last.</source>
        <translation>核绕中心旋转：第一个单元格变成最后一个。</translation>
    </message>
    <message>
        <location filename="../../gui/step_drawing.py"/>
        <source>The kernel stays as it is.</source>
        <translation>核保持原样。</translation>
    </message>
    <message>
        <location filename="../../gui/matrix_window.py"/>
        <source>The matrix as a picture</source>
        <translation>矩阵的图示</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>The original, for as long as the key is held</source>
        <translation>按住时显示原图</translation>
    </message>
    <message>
        <location filename="../../gui/matrices.py"/>
        <source>The product differs by {apart}.</source>
        <translation>乘积相差 {apart}。</translation>
    </message>
    <message>
        <location filename="../../gui/matrices.py"/>
        <source>The product is the result.</source>
        <translation>乘积就是结果。</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>The report is not complete: {problem}</source>
        <translation>报告不完整：{problem}</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>The same picture under two conventions or padding modes</source>
        <translation>同一张图片在两种约定或填充模式下</translation>
    </message>
    <message>
        <location filename="../../gui/loss_curve.py"/>
        <source>The sum of squared errors after each step; each line down is a tenth</source>
        <translation>每步之后的误差平方和；每往下一条线是十分之一</translation>
    </message>
    <message>
        <location filename="../../gui/step_window.py"/>
        <source>The task on one page, the answers on another: PDF or HTML</source>
        <translation>题目一页，答案另一页：PDF 或 HTML</translation>
    </message>
    <message>
        <location filename="../../gui/messages.py"/>
        <source>There is not enough memory for this; close other programs, or use a smaller picture or kernel</source>
        <translation>内存不足；请关闭其他程序，或使用更小的图片或核</translation>
    </message>
    <message>
        <location filename="../../gui/inspector_panel.py"/>
        <source>This layer has no kernel.</source>
        <translation>这一层没有核。</translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py"/>
        <source>This takes effect at the next start: something is still being computed</source>
        <translation>仍有计算在进行：下次启动时生效</translation>
    </message>
    <message>
        <location filename="../../gui/compare_window.py"/>
        <location filename="../../gui/matrix_window.py"/>
        <source>Times</source>
        <translation>乘以</translation>
    </message>
    <message>
        <location filename="../../gui/toolbar.py"/>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_clipboard.py"/>
        <source>Top = bottom</source>
        <translation>上下对称</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_editing.py"/>
        <source>Transpose</source>
        <translation>转置</translation>
    </message>
    <message>
        <location filename="../../gui/geometry_panel.py"/>
        <source>Try shapes, filters, stride and padding on an input of any size</source>
        <translation>在任意大小的输入上试验形状、滤波器、步幅和填充</translation>
    </message>
    <message>
        <location filename="../../gui/step_player.py"/>
        <source>Turn the kernel again and begin anew (Home)</source>
        <translation>再次旋转核并重新开始（Home）</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Type a number such as 3, -0.5 or 1/9; go down, go right</source>
        <translation>输入数字，如 3、-0.5 或 1/9；向下、向右移动</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_grid.py"/>
        <source>Type a number, or step with the wheel, Page Up and Page Down (Shift: tenths, Ctrl: tens); drag or hold Shift to select several cells; A marks the anchor</source>
        <translation>输入数字，或用滚轮、Page Up、Page Down 步进（Shift：0.1，Ctrl：10）；拖动或按住 Shift 选择多个单元格；A 标记锚点</translation>
    </message>
    <message>
        <location filename="../../gui/command_search.py"/>
        <source>Type a part of a command's name</source>
        <translation>输入命令名称的一部分</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>Uncertainty</source>
        <translation>不确定度</translation>
    </message>
    <message>
        <location filename="../../gui/preset_dialog.py"/>
        <source>Under which it is listed, and found by --preset on the command line</source>
        <translation>在列表中显示的名称，命令行用 --preset 按此名称查找</translation>
    </message>
    <message>
        <location filename="../../gui/menus.py"/>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <location filename="../../gui/learn_window.py"/>
        <source>Undo the shift and learn again</source>
        <translation>移回并重新学习</translation>
    </message>
    <message>
        <location filename="../../gui/lesson_actions.py"/>
        <source>Use a learned kernel</source>
        <translation>使用学到的核</translation>
    </message>
    <message>
        <location filename="../../gui/learn_window.py"/>
        <source>Use this kernel</source>
        <translation>使用这个核</translation>
    </message>
    <message>
        <location filename="../../gui/tap_table.py"/>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <location filename="../../gui/status.py"/>
        <source>Values in view that are below black or above white and will be cut off</source>
        <translation>可见范围内低于黑或高于白、将被截断的值</translation>
    </message>
    <message>
        <location filename="../../gui/descent_view.py"/>
        <source>Watch the kernel and the loss from the start</source>
        <translation>从头观看核与损失的变化</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Watch the kernel go its way over a few pixels</source>
        <translation>看核在几个像素上滑动</translation>
    </message>
    <message>
        <location filename="../../gui/tap_table.py"/>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>What became of each picture is written there</source>
        <translation>每张图片的处理情况写入该文件</translation>
    </message>
    <message>
        <location filename="../../gui/preset_dialog.py"/>
        <source>What it does, in a sentence</source>
        <translation>用一句话说明它做什么</translation>
    </message>
    <message>
        <location filename="../../gui/geometry_panel.py"/>
        <source>What one pixel of the result sees; white is never read, dark is read on many ways:</source>
        <translation>结果中一个像素所看到的范围；白色从不读取，越深表示经过的路径越多：</translation>
    </message>
    <message>
        <location filename="../../gui/preset_dialog.py"/>
        <source>What others may do with it, such as CC0-1.0; may be left out</source>
        <translation>他人可如何使用，如 CC0-1.0；可以不填</translation>
    </message>
    <message>
        <location filename="../../gui/padding_drawing.py"/>
        <source>What stands outside the image</source>
        <translation>图像之外的取值</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>What the main window shows; changes there are taken until the start</source>
        <translation>即主窗口中显示的滤波器；开始之前在那里所做的修改均会采用</translation>
    </message>
    <message>
        <location filename="../../gui/explain_panel.py"/>
        <source>What the pixel sees of the picture; chequered where the picture ends</source>
        <translation>该像素看到的图片部分；图片之外为棋盘格</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Wheel, Page Up, Page Down</source>
        <translation>滚轮、Page Up、Page Down</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Where results are written, under the same names; a folder, or a URL of one</source>
        <translation>结果以相同的文件名写入的文件夹，或其网址</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_tools.py"/>
        <source>Which other cells follow an edited one</source>
        <translation>编辑一个单元格时，哪些单元格随之改变</translation>
    </message>
    <message>
        <location filename="../../gui/geometry_panel.py"/>
        <source>Which pixels are read</source>
        <translation>读取了哪些像素</translation>
    </message>
    <message>
        <location filename="../../gui/preset_dialog.py"/>
        <source>Who made it; may be left out</source>
        <translation>作者；可以不填</translation>
    </message>
    <message>
        <location filename="../../gui/batch_window.py"/>
        <source>Whose pictures are filtered; a folder, or a URL of one</source>
        <translation>要处理其中图片的文件夹，或其网址</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <location filename="../../gui/pixels_form.py"/>
        <source>Width</source>
        <translation>宽</translation>
    </message>
    <message>
        <location filename="../../gui/tap_grid.py"/>
        <source>Window of the input</source>
        <translation>输入窗口</translation>
    </message>
    <message>
        <location filename="../../gui/presets_panel.py"/>
        <source>Words of the name, description or tags; Enter loads the first that is found</source>
        <translation>名称、说明或标签中的词；按回车载入找到的第一个</translation>
    </message>
    <message>
        <location filename="../../gui/preset_dialog.py"/>
        <source>Words that group presets, with commas between them</source>
        <translation>给预设分类的词，用逗号分隔</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Write the layers to a file</source>
        <translation>把各层写入文件</translation>
    </message>
    <message>
        <location filename="../../gui/taking_up.py"/>
        <source>Your unsaved work of last time is back; undo takes it away</source>
        <translation>已恢复上次未保存的工作；撤销即可去掉</translation>
    </message>
    <message>
        <location filename="../../gui/charts.py"/>
        <source>Zone plate</source>
        <translation>波带片</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../gui/commands.py"/>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../gui/key_table.py"/>
        <source>Zoom about the cursor</source>
        <translation>以光标为中心缩放</translation>
    </message>
    <message>
        <location filename="../../gui/compare_window.py"/>
        <source>Zoom in on the pixel at which the sides differ most</source>
        <translation>放大两侧差异最大的像素</translation>
    </message>
    <message>
        <location filename="../../gui/comparing.py"/>
        <source>as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>as the input</source>
        <translation>与输入相同</translation>
    </message>
    <message>
        <location filename="../../gui/matrices.py"/>
        <source>at most {n} of them in a row</source>
        <translation>每行最多 {n} 个</translation>
    </message>
    <message>
        <location filename="../../gui/explain_panel.py"/>
        <location filename="../../gui/story_view.py"/>
        <source>channel {number}</source>
        <translation>通道 {number}</translation>
    </message>
    <message>
        <location filename="../../gui/status.py"/>
        <source>clipped {share:.1%}</source>
        <translation>截断 {share:.1%}</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>computed: {value}</source>
        <translation>计算得：{value}</translation>
    </message>
    <message>
        <location filename="../../gui/preset_list.py"/>
        <source>does not fit</source>
        <translation>不适用</translation>
    </message>
    <message>
        <location filename="../../gui/stage_text.py"/>
        <source>does not fit the picture</source>
        <translation>不适合这张图片</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>done in {seconds:.2f} s</source>
        <translation>完成，用时 {seconds:.2f} 秒</translation>
    </message>
    <message>
        <location filename="../../gui/whole_fields.py"/>
        <source>encoded filters the values as they are stored, linear filters light itself.</source>
        <translation>encoded：直接对存储的数值滤波；linear：对光量本身滤波。</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>error writes nothing if an output is there, skip passes over what this very filter made, overwrite replaces files.</source>
        <translation>error：输出已存在时什么也不写；skip：跳过同一滤波器已生成的文件；overwrite：替换文件。</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>from {x}, {y}</source>
        <translation>取自 {x}, {y}</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <source>half a turn</source>
        <translation>旋转 180°</translation>
    </message>
    <message>
        <location filename="../../gui/story_view.py"/>
        <source>input channel {number}</source>
        <translation>输入通道 {number}</translation>
    </message>
    <message>
        <location filename="../../gui/whole_fields.py"/>
        <source>keep leaves it as it is, premultiply filters it with the colours, channel filters it like a colour.</source>
        <translation>keep：保持不变；premultiply：与颜色预乘后一起滤波；channel：像颜色一样滤波。</translation>
    </message>
    <message>
        <location filename="../../gui/step_drawing.py"/>
        <source>kernel</source>
        <translation>核</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>kernel row {row}, column {column}</source>
        <translation>核第 {row} 行，第 {column} 列</translation>
    </message>
    <message>
        <location filename="../../gui/step_drawing.py"/>
        <source>kernel, turned</source>
        <translation>核（已旋转）</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>layer {number} would have {parameters} parameters in place of {full}, and {adds} multiply-adds in place of {full_adds}</source>
        <translation>第 {number} 层的参数会是 {parameters} 个而不是 {full} 个，乘加会是 {adds} 次而不是 {full_adds} 次</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <source>left = right</source>
        <translation>左右对称</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>never the largest</source>
        <translation>不参与取最大值</translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py"/>
        <location filename="../../gui/stage_text.py"/>
        <source>no picture</source>
        <translation>没有图片</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>no pixel in the window; index {index}</source>
        <translation>窗口内没有像素；序号 {index}</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <location filename="../../gui/learning.py"/>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>nothing there</source>
        <translation>那里没有值</translation>
    </message>
    <message>
        <location filename="../../gui/geometry_panel.py"/>
        <source>numbers from {width} × {height} × {channels}: {count} parameters</source>
        <translation>个数（输入 {width} × {height} × {channels}）：{count} 个参数</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <source>odd (half a turn turns the signs)</source>
        <translation>奇对称（旋转 180° 后变号）</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_panel.py"/>
        <source>over input channels</source>
        <translation>输入通道数</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>padding: {origin}</source>
        <translation>填充：{origin}</translation>
    </message>
    <message>
        <location filename="../../gui/step_drawing.py"/>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <location filename="../../gui/step_drawing.py"/>
        <source>products</source>
        <translation>乘积</translation>
    </message>
    <message>
        <location filename="../../gui/lesson_actions.py"/>
        <location filename="../../gui/step_drawing.py"/>
        <source>result</source>
        <translation>结果</translation>
    </message>
    <message>
        <location filename="../../gui/kernel_grid.py"/>
        <source>row {row}, column {column}: {number}</source>
        <translation>第 {row} 行，第 {column} 列：{number}</translation>
    </message>
    <message>
        <location filename="../../gui/preset_dialog.py"/>
        <source>sharpen, photo</source>
        <translation>锐化, 照片</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>step {number}, loss {loss}</source>
        <translation>第 {number} 步，损失 {loss}</translation>
    </message>
    <message>
        <location filename="../../gui/loss_curve.py"/>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>sum of {n} products = {total}</source>
        <translation>{n} 个乘积之和 = {total}</translation>
    </message>
    <message>
        <location filename="../../gui/stage_text.py"/>
        <source>switched off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>taken from {x}, {y}; index {index}</source>
        <translation>取自 {x}, {y}；序号 {index}</translation>
    </message>
    <message>
        <location filename="../../gui/matrix_window.py"/>
        <source>the chosen row, laid out as the picture</source>
        <translation>选中的行，按图片的形状排列</translation>
    </message>
    <message>
        <location filename="../../gui/matrix_window.py"/>
        <source>the picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <location filename="../../gui/matrix_window.py"/>
        <source>the result</source>
        <translation>结果</translation>
    </message>
    <message>
        <location filename="../../gui/comparing.py"/>
        <source>times {factor}</source>
        <translation>放大 {factor} 倍</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <source>top = bottom</source>
        <translation>上下对称</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <source>transpose</source>
        <translation>转置对称</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <location filename="../../gui/compare_window.py"/>
        <source>until the largest is white</source>
        <translation>放大到最大差别为白</translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py"/>
        <location filename="../../gui/stage_text.py"/>
        <source>untitled filter</source>
        <translation>未命名滤波器</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>will fail: {problem}</source>
        <translation>将会失败：{problem}</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>x {x}, y {y} of channel {channel}</source>
        <translation>通道 {channel} 的 x {x}，y {y}</translation>
    </message>
    <message>
        <location filename="../../gui/tap_table.py"/>
        <source>x, y</source>
        <translation>x, y</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>{batch} × </source>
        <translation>{batch} × </translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>{before} is out of range, saturated to {value}</source>
        <translation>{before} 超出范围，截断为 {value}</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>{before} is rounded to {value}</source>
        <translation>{before} 舍入为 {value}</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>{before} is rounded to {value}, the even one of two</source>
        <translation>{before} 舍入为 {value}，即两者中的偶数</translation>
    </message>
    <message>
        <location filename="../../gui/inspector_panel.py"/>
        <source>{caption}: how many pixels have each level, from black on the left to white on the right</source>
        <translation>{caption}：每个灰度级有多少像素，左黑右白</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>{counts} of {total} files in {seconds:.1f} s</source>
        <translation>共 {total} 个文件：{counts}，用时 {seconds:.1f} 秒</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>{count} parameters for the same shapes</source>
        <translation>相同形状需要 {count} 个参数</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>{error} (largest standard error of a weight)</source>
        <translation>{error}（权重的最大标准误差）</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>{layer} at {x},{y}</source>
        <translation>{layer}，位于 {x},{y}</translation>
    </message>
    <message>
        <location filename="../../gui/comparing.py"/>
        <source>{levels} levels, first at {x}, {y}</source>
        <translation>{levels} 级，首见于 {x}, {y}</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>{levels} of 255 levels</source>
        <translation>{levels} 级（共 255 级）</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <source>{low} … {high} (white is 1)</source>
        <translation>{low} … {high}（白为 1）</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>{mode} (not known)</source>
        <translation>{mode}（未知）</translation>
    </message>
    <message>
        <location filename="../../gui/stage_text.py"/>
        <source>{name} ({layers})</source>
        <translation>{name}（{layers}）</translation>
    </message>
    <message>
        <location filename="../../gui/field_text.py"/>
        <source>{name} ({unit})</source>
        <translation>{name}（{unit}）</translation>
    </message>
    <message>
        <location filename="../../gui/drops.py"/>
        <source>{name} was taken, {n} other file was not; drop a folder to filter all its pictures</source>
        <translation>已采用 {name}，另有 {n} 个文件未采用；拖入文件夹可处理其中的所有图片</translation>
    </message>
    <message>
        <location filename="../../gui/drops.py"/>
        <source>{name} was taken, {n} other files were not; drop a folder to filter all their pictures</source>
        <translation>已采用 {name}，另有 {n} 个文件未采用；拖入文件夹可处理其中的所有图片</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>{n} cancelled</source>
        <translation>取消 {n} 个</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>{n} done</source>
        <translation>完成 {n} 个</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>{n} failed</source>
        <translation>失败 {n} 个</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>{n} file would be filtered.</source>
        <translation>将处理 {n} 个文件。</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>{n} files would be filtered.</source>
        <translation>将处理 {n} 个文件。</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>{n} other file is left alone.</source>
        <translation>另有 {n} 个文件不处理。</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>{n} other files are left alone.</source>
        <translation>另有 {n} 个文件不处理。</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>{n} product = {total}</source>
        <translation>{n} 个乘积 = {total}</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>{n} skipped</source>
        <translation>跳过 {n} 个</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>{n} weight</source>
        <translation>{n} 个权重</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>{n} weights</source>
        <translation>{n} 个权重</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>{n} with warnings</source>
        <translation>{n} 个有警告</translation>
    </message>
    <message>
        <location filename="../../gui/insight.py"/>
        <source>{n}: a sum of {n} separable kernels</source>
        <translation>{n}：{n} 个可分离核之和</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>{rms} of 255 levels (root mean square), at most {largest}</source>
        <translation>{rms} 级（均方根，共 255 级），最大 {largest}</translation>
    </message>
    <message>
        <location filename="../../gui/matrices.py"/>
        <source>{rows} × {columns} numbers, {entries} of them not 0</source>
        <translation>{rows} × {columns} 个数，其中 {entries} 个不为 0</translation>
    </message>
    <message>
        <location filename="../../gui/compare_window.py"/>
        <source>{setting} on side {side}; "as it is" takes that of the filter</source>
        <translation>{side} 侧的 {setting}；“保持不变”即采用滤波器自身的设置</translation>
    </message>
    <message>
        <location filename="../../gui/stage_text.py"/>
        <source>{shape}   sees {columns} × {rows} px</source>
        <translation>{shape}   感受野 {columns} × {rows} 像素</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>{share} of the samples</source>
        <translation>{share} 的样本</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>{size} pixels</source>
        <translation>{size} 像素</translation>
    </message>
    <message>
        <location filename="../../gui/learning.py"/>
        <source>{used}, {left} left out</source>
        <translation>{used}，未计入 {left}</translation>
    </message>
    <message>
        <location filename="../../gui/explaining.py"/>
        <source>{value}, nothing to round</source>
        <translation>{value}，无需舍入</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>{width} × {height}, {n} channel</source>
        <translation>{width} × {height}，{n} 个通道</translation>
    </message>
    <message>
        <location filename="../../gui/measuring.py"/>
        <source>{width} × {height}, {n} channels</source>
        <translation>{width} × {height}，{n} 个通道</translation>
    </message>
    <message>
        <location filename="../../gui/batch_job.py"/>
        <source>… and {n} more</source>
        <translation>… 以及另外 {n} 个</translation>
    </message>
</context>
</TS>
