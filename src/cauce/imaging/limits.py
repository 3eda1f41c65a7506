"""How much a stranger's file may ask for."""

MB = 1024 * 1024

MOST_BYTES = 15 * MB  # of a file as it comes
MOST_PIXELS = 50_000_000
MOST_PAGES = 30
LONGEST_SIDE = 2_400  # of a page as it is kept
DOTS_PER_INCH = 150  # at which a PDF is drawn
JPEG_QUALITY = 80

MEMORY_BYTES = 512 * MB  # of the child's whole address space
CPU_SECONDS = 10
WALL_SECONDS = 20.0
OPEN_FILES = 64
MOST_OUTPUT = 64 * MB  # of all pages together

AT_ONCE = 2  # children of one process; a centre's machine has few cores
WAIT_SECONDS = 20.0  # for one's turn
