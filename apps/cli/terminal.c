/* terminal.c -- progress on the terminal, interruption, width and colour. */
#include "cli.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;
static bool shown;
static double last;

static void on_signal(int number)
{
    (void)number;
    /* The library unwinds at its next tick and leaves no partial file; a second signal ends
     * at once. */
    if (interrupted) _exit(130);
    interrupted = 1;
}

void terminal_watch(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

bool terminal_progress(void *user, const char *what, double done)
{
    const struct cli *cli = user;
    if (interrupted) return true;
    if (!cli->progress) return false;
    const double t = now();
    if (last <= 0) last = t;                 /* quick work shows nothing */
    if (t - last < (shown ? 0.1 : 0.5)) return false;
    last = t;
    shown = true;
    fprintf(stderr, "\r\033[K%s %3.0f %%", what, 100 * done);
    fflush(stderr);
    return false;
}

void terminal_clear(void)
{
    if (shown) fprintf(stderr, "\r\033[K");
    shown = false;
}

void terminal_log(void *user, domar_log_level level, const char *line)
{
    (void)user;
    terminal_clear();
    fprintf(stderr, "domar: %s%s\n", level == DOMAR_LOG_WARNING ? "warning: " : "", line);
}

int terminal_width(void)
{
    struct winsize size;
    const char *columns = getenv("COLUMNS");
    if (columns && atoi(columns) > 0) return atoi(columns);
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return 0;
}

bool terminal_color(void)
{
    const char *none = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(none && *none) && !(term && strcmp(term, "dumb") == 0);
}
