"""An SSH server for files, on loopback and in a process of its own, that tells what it was asked to do."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

_WRITING = 0x02 | 0x08 | 0x10


class SshServer:
    """A server that shows one folder, and lets in whoever has the key that lies in a home folder made for it.

    Parameters
    ----------
    folder : Path
        Where it keeps what it needs: `files` is what it shows, `home` the home of its user.
    every : int
        Drop the connection instead of each so-manieth opening of a file.
    """

    def __init__(self, folder, every=0):
        self.files = folder / "files"
        self.home = folder / "home"
        self._log = folder / "asked.jsonl"
        self.files.mkdir()
        (self.home / ".ssh").mkdir(parents=True)
        with (folder / "ssh.log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(folder), str(every)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        told = self._process.stdout.readline()
        if not told:
            raise RuntimeError(f"the SSH server did not start:\n{(folder / 'ssh.log').read_text()}")
        self.url = f"sftp://somebody@127.0.0.1:{int(told)}"
        # What leads paramiko to the key, on every system.
        self.environment = {"HOME": str(self.home), "USERPROFILE": str(self.home)}

    @property
    def asked(self):
        """What was asked of it: pairs of what to do and with which file."""
        return [tuple(json.loads(line)) for line in self._log.read_text("utf-8").splitlines()]

    def end(self):
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


def _serve(folder, every):
    import asyncssh

    host, user = asyncssh.generate_private_key("ssh-ed25519"), asyncssh.generate_private_key("ssh-ed25519")
    user.write_private_key(folder / "home" / ".ssh" / "id_ed25519")
    (folder / "authorized").write_bytes(user.export_public_key())
    opened = 0

    class Files(asyncssh.SFTPServer):
        def __init__(self, chan):
            super().__init__(chan, chroot=os.fsencode(folder / "files"))
            self._chan = chan

        def open(self, path, pflags, attrs):
            nonlocal opened
            opened += 1
            tell("write" if pflags & _WRITING else "read", path)
            if every and opened % every == 0:
                tell("drop", path)
                self._chan.get_connection().abort()
                raise asyncssh.SFTPConnectionLost("dropped")
            return super().open(path, pflags, attrs)

        def rename(self, oldpath, newpath):
            tell("rename", newpath)
            return super().rename(oldpath, newpath)

        def posix_rename(self, oldpath, newpath):
            tell("replace", newpath)
            return super().posix_rename(oldpath, newpath)

    with (folder / "asked.jsonl").open("w", encoding="utf-8", buffering=1) as log:

        def tell(what, path):
            log.write(json.dumps([what, path.decode()]) + "\n")

        async def run():
            server = await asyncssh.listen(
                "127.0.0.1",
                0,
                server_host_keys=[host],
                authorized_client_keys=str(folder / "authorized"),
                sftp_factory=Files,
            )
            print(server.get_port(), flush=True)
            await asyncio.Event().wait()

        asyncio.run(run())


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), int(sys.argv[2]))
