"""Runs a command under a pseudo-terminal of 24 rows and 80 columns.

On standard input come lines of JSON: a text that is typed, or [rows, columns], the size from now on. What the terminal shows goes to standard output.
Ends with the exit code of the command; when standard input ends, so does the command.
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios


def resize(terminal, rows, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def shown(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # EIO: nothing has the other end open any more.
        return b""


process, terminal = pty.fork()
if process == 0:
    resize(0, 24, 80)
    os.execvp(sys.argv[1], sys.argv[1:])

while True:
    ready, _, _ = select.select([0, terminal], [], [])
    if terminal in ready:
        data = shown(terminal)
        if not data:
            break
        os.write(1, data)
    if 0 in ready:
        line = sys.stdin.buffer.raw.readline()
        if not line:
            os.kill(process, signal.SIGKILL)
            break
        told = json.loads(line)
        if isinstance(told, str):
            os.write(terminal, told.encode())
        else:
            resize(terminal, *told)

sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
