#define _GNU_SOURCE
#include "CPTY.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static int prepare(int master, unsigned short columns, unsigned short rows, int *slave, char *name, size_t capacity) {
    if (grantpt(master) != 0 || unlockpt(master) != 0) return errno;
    int failure = ptsname_r(master, name, capacity);
    if (failure != 0) return failure;
    failure = cpty_resize(master, columns, rows);
    if (failure != 0) return failure;
    int opened = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (opened < 0) return errno;
    // With IUTF8 the line discipline erases whole characters, not single bytes.
    struct termios attributes;
    int prepared = tcgetattr(opened, &attributes);
    if (prepared == 0) {
        attributes.c_iflag |= IUTF8;
        prepared = tcsetattr(opened, TCSANOW, &attributes);
    }
    if (prepared != 0) {
        failure = errno;
        close(opened);
        return failure;
    }
    *slave = opened;
    return 0;
}

int cpty_open(unsigned short columns, unsigned short rows, int *master, int *slave, char *name, size_t capacity) {
    // The Linux kernel takes O_CLOEXEC and O_NONBLOCK here, so there is no moment at which a fork could inherit it.
    int opened = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (opened < 0) return errno;
    int failure = prepare(opened, columns, rows, slave, name, capacity);
    if (failure != 0) {
        close(opened);
        return failure;
    }
    *master = opened;
    return 0;
}

static int describe_files(posix_spawn_file_actions_t *actions, const char *name, const char *directory) {
    int failure = posix_spawn_file_actions_addchdir_np(actions, directory);
    // A session leader without a controlling terminal gets the first terminal it opens without O_NOCTTY.
    if (failure == 0) failure = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, name, O_RDWR, 0);
    if (failure == 0) failure = posix_spawn_file_actions_adddup2(actions, STDIN_FILENO, STDOUT_FILENO);
    if (failure == 0) failure = posix_spawn_file_actions_adddup2(actions, STDIN_FILENO, STDERR_FILENO);
    // Some library in this process may have opened a descriptor without close-on-exec.
    if (failure == 0) failure = posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
    return failure;
}

static int describe_process(posix_spawnattr_t *attributes) {
    sigset_t every, none;
    if (sigfillset(&every) != 0 || sigemptyset(&none) != 0) return errno;
    int failure = posix_spawnattr_setsigdefault(attributes, &every);
    if (failure == 0) failure = posix_spawnattr_setsigmask(attributes, &none);
    if (failure == 0) {
        short flags = POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
        failure = posix_spawnattr_setflags(attributes, flags);
    }
    return failure;
}

static int watch(pid_t pid, int *pidfd) {
    // The child is not reaped yet, so its number cannot belong to another process. pidfds are close-on-exec.
    long opened = syscall(SYS_pidfd_open, pid, 0);
    if (opened >= 0) {
        *pidfd = (int)opened;
        return 0;
    }
    int failure = errno;
    kill(pid, SIGKILL);
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {}
    return failure;
}

int cpty_spawn(const char *name, const char *executable, char *const arguments[], char *const environment[],
               const char *directory, pid_t *pid, int *pidfd) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int failure = posix_spawn_file_actions_init(&actions);
    if (failure != 0) return failure;
    failure = posix_spawnattr_init(&attributes);
    if (failure != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return failure;
    }
    failure = describe_files(&actions, name, directory);
    if (failure == 0) failure = describe_process(&attributes);
    if (failure == 0) failure = posix_spawnp(pid, executable, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failure == 0 ? watch(*pid, pidfd) : failure;
}

int cpty_reap(int pidfd, int *ended, int *code, int *signal) {
    siginfo_t status = {0};
    *ended = 0;
    *code = 0;
    *signal = 0;
    while (waitid(P_PIDFD, (id_t)pidfd, &status, WEXITED | WNOHANG) != 0) {
        if (errno != EINTR) return errno;
    }
    if (status.si_pid == 0) return 0;
    *ended = 1;
    if (status.si_code == CLD_EXITED) {
        *code = status.si_status;
    } else {
        *signal = status.si_status;
    }
    return 0;
}

int cpty_signal(int pidfd, int signal) {
    return syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0) == 0 ? 0 : errno;
}

int cpty_resize(int master, unsigned short columns, unsigned short rows) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    return ioctl(master, TIOCSWINSZ, &size) == 0 ? 0 : errno;
}

int cpty_duplicate(int descriptor, int *duplicate) {
    int opened = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    if (opened < 0) return errno;
    *duplicate = opened;
    return 0;
}

int cpty_read(int descriptor, void *bytes, size_t capacity, size_t *count) {
    *count = 0;
    ssize_t got = read(descriptor, bytes, capacity);
    while (got < 0 && errno == EINTR) got = read(descriptor, bytes, capacity);
    if (got >= 0) {
        *count = (size_t)got;
        return 0;
    }
    // EIO is how a master says that nobody holds the slave any more.
    return errno == EAGAIN || errno == EIO ? 0 : errno;
}

pid_t cpty_foreground(int master) {
    pid_t group = tcgetpgrp(master);
    return group > 0 ? group : 0;
}
