"""The desktop program: windows that show, ask and delegate to the core."""
