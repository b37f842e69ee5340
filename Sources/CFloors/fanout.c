#define _GNU_SOURCE
#include "loop.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

/// Encoded bytes that are kept for windows that lag: as many as the server's log.
#define RING_BYTES (4u << 20)
/// The lag at which the shell is held, and at which it goes on.
#define HOLD_BYTES (RING_BYTES / 2)
#define RELEASE_BYTES (RING_BYTES / 4)
/// Bytes of one frame.
#define GATHER_BYTES ((64u << 10) - 128)
/// Bytes a window may send in one message.
#define INBOX_BYTES (8u << 10)
/// Reads of the shell in one turn.
#define READS_PER_TURN 16
/// What the kernel keeps for a socket, as in the server.
#define SEND_BYTES (128 << 10)

struct window {
    int descriptor;
    int is_open;
    int is_ready;
    int waits_for_room;
    uint64_t cursor;
    size_t inbox_bytes;
    unsigned char inbox[INBOX_BYTES];
};

struct floors_fanout {
    pthread_t thread;
    int epoll, listener, stop, timer, master, port;
    pid_t shell;
    int is_armed, is_held;
    uint64_t last_flush, head, offset;
    size_t gathered;
    unsigned char gather[GATHER_BYTES];
    unsigned char *ring;
    struct window *windows[FLOORS_CONNECTIONS];
    int count;
};

static void watch(struct floors_fanout *fanout, int operation, int descriptor, uint32_t events, void *mark) {
    struct epoll_event event = {.events = events, .data.ptr = mark};
    epoll_ctl(fanout->epoll, operation, descriptor, &event);
}

static void put(struct floors_fanout *fanout, const void *bytes, size_t count) {
    size_t place = fanout->head % RING_BYTES;
    size_t first = count < RING_BYTES - place ? count : RING_BYTES - place;
    memcpy(fanout->ring + place, bytes, first);
    memcpy(fanout->ring, (const unsigned char *)bytes + first, count - first);
    fanout->head += count;
}

static size_t header(unsigned char *bytes, size_t payload) {
    bytes[0] = 0x82;
    if (payload < 126) {
        bytes[1] = (unsigned char)payload;
        return 2;
    }
    bytes[1] = 126;
    bytes[2] = (unsigned char)(payload >> 8);
    bytes[3] = (unsigned char)payload;
    return 4;
}

static unsigned char *number(unsigned char *to, uint64_t value, int width) {
    for (int index = width - 1; index >= 0; index--) *to++ = (unsigned char)(value >> (8 * index));
    return to;
}

/// Builds the frame of what was gathered, once for all windows.
static void seal(struct floors_fanout *fanout) {
    if (fanout->gathered == 0) return;
    unsigned char head[32];
    unsigned char *end = head + header(head, 13 + fanout->gathered);
    *end++ = 0x83;
    end = number(end, 1, 4);
    end = number(end, fanout->offset, 8);
    put(fanout, head, (size_t)(end - head));
    put(fanout, fanout->gather, fanout->gathered);
    fanout->offset += fanout->gathered;
    fanout->gathered = 0;
}

static void leave(struct floors_fanout *fanout, struct window *window) {
    if (!window->is_open) return;
    window->is_open = 0;
    epoll_ctl(fanout->epoll, EPOLL_CTL_DEL, window->descriptor, NULL);
    close(window->descriptor);
}

static void give(struct floors_fanout *fanout, struct window *window) {
    while (window->is_open && window->is_ready && window->cursor < fanout->head) {
        size_t place = window->cursor % RING_BYTES;
        size_t count = (size_t)(fanout->head - window->cursor);
        size_t first = count < RING_BYTES - place ? count : RING_BYTES - place;
        struct iovec parts[2] = {{fanout->ring + place, first}, {fanout->ring, count - first}};
        ssize_t sent = writev(window->descriptor, parts, count > first ? 2 : 1);
        if (sent > 0) {
            window->cursor += (uint64_t)sent;
            continue;
        }
        if (errno != EAGAIN) return leave(fanout, window);
        if (!window->waits_for_room) {
            window->waits_for_room = 1;
            watch(fanout, EPOLL_CTL_MOD, window->descriptor, EPOLLIN | EPOLLOUT, window);
        }
        return;
    }
    if (window->is_open && window->waits_for_room) {
        window->waits_for_room = 0;
        watch(fanout, EPOLL_CTL_MOD, window->descriptor, EPOLLIN, window);
    }
}

/// Holds the shell while somebody is far behind: nobody loses a byte.
static void review(struct floors_fanout *fanout) {
    uint64_t lag = 0;
    for (int index = 0; index < fanout->count; index++) {
        struct window *window = fanout->windows[index];
        if (window->is_open && window->is_ready && fanout->head - window->cursor > lag)
            lag = fanout->head - window->cursor;
    }
    int held = lag > (fanout->is_held ? RELEASE_BYTES : HOLD_BYTES);
    if (held == fanout->is_held) return;
    fanout->is_held = held;
    watch(fanout, EPOLL_CTL_MOD, fanout->master, held ? 0 : EPOLLIN, &fanout->master);
}

static void flush_all(struct floors_fanout *fanout) {
    seal(fanout);
    fanout->last_flush = floors_now();
    for (int index = 0; index < fanout->count; index++) {
        struct window *window = fanout->windows[index];
        if (!window->waits_for_room) give(fanout, window);
    }
    review(fanout);
}

static void read_shell(struct floors_fanout *fanout) {
    for (int turn = 0; turn < READS_PER_TURN; turn++) {
        ssize_t got = read(fanout->master, fanout->gather + fanout->gathered, GATHER_BYTES - fanout->gathered);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) {
            if (got == 0 || errno != EAGAIN) watch(fanout, EPOLL_CTL_DEL, fanout->master, 0, NULL);
            break;
        }
        fanout->gathered += (size_t)got;
        if (fanout->gathered == GATHER_BYTES) seal(fanout);
    }
    review(fanout);
    if (fanout->is_armed) return;
    uint64_t due = fanout->last_flush + 1000000;
    if (floors_now() >= due) return flush_all(fanout);
    fanout->is_armed = 1;
    struct itimerspec when = {.it_value = {.tv_sec = (time_t)(due / 1000000000), .tv_nsec = (long)(due % 1000000000)}};
    timerfd_settime(fanout->timer, TFD_TIMER_ABSTIME, &when, NULL);
}

static void write_all(int descriptor, const void *bytes, size_t count) {
    const char *rest = bytes;
    while (count > 0) {
        ssize_t sent = write(descriptor, rest, count);
        if (sent < 0 && errno != EINTR && errno != EAGAIN) return;
        if (sent <= 0) continue;
        rest += sent;
        count -= (size_t)sent;
    }
}

static void welcome(struct floors_fanout *fanout, struct window *window) {
    seal(fanout);
    unsigned char frame[40];
    unsigned char *end = frame + header(frame, 30);
    *end++ = 0x82;
    end = number(end, 1, 4);
    end = number(end, 1, 4);
    end = number(end, fanout->offset, 8);
    end = number(end, fanout->offset, 8);
    end = number(end, 80, 2);
    end = number(end, 24, 2);
    *end++ = 0;
    write_all(window->descriptor, frame, (size_t)(end - frame));
    window->cursor = fanout->head;
    window->is_ready = 1;
}

/// Takes one whole message from a window; answers how many bytes it was, or 0.
static size_t take(struct floors_fanout *fanout, struct window *window, unsigned char *bytes, size_t count) {
    if (count < 6) return 0;
    size_t length = bytes[1] & 0x7f, start = 6;
    if (length == 126) {
        if (count < 8) return 0;
        length = (size_t)bytes[2] << 8 | bytes[3];
        start = 8;
    }
    if (count < start + length) return 0;
    for (size_t index = 0; index < length; index++) bytes[start + index] ^= bytes[start - 4 + (index & 3)];
    unsigned char *message = bytes + start;
    if ((bytes[0] & 0x0f) == 8) leave(fanout, window);
    else if (length > 0 && message[0] == 0x01) welcome(fanout, window);
    else if (length > 5 && message[0] == 0x10) write_all(fanout->master, message + 5, length - 5);
    return start + length;
}

static void listen_to(struct floors_fanout *fanout, struct window *window) {
    ssize_t got = read(window->descriptor, window->inbox + window->inbox_bytes, INBOX_BYTES - window->inbox_bytes);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) return leave(fanout, window);
    window->inbox_bytes += (size_t)got;
    size_t used = 0;
    if (memcmp(window->inbox, "GET ", 4) == 0) {
        unsigned char *end = memmem(window->inbox, window->inbox_bytes, "\r\n\r\n", 4);
        if (!end) return;
        static const char answer[] =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
        write_all(window->descriptor, answer, sizeof answer - 1);
        used = (size_t)(end - window->inbox) + 4;
    }
    size_t taken;
    while (window->is_open
           && (taken = take(fanout, window, window->inbox + used, window->inbox_bytes - used)) > 0)
        used += taken;
    memmove(window->inbox, window->inbox + used, window->inbox_bytes - used);
    window->inbox_bytes -= used;
}

static void greet(struct floors_fanout *fanout) {
    int descriptor;
    while ((descriptor = accept4(fanout->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        struct window *window = fanout->count < FLOORS_CONNECTIONS ? calloc(1, sizeof *window) : NULL;
        if (!window) {
            close(descriptor);
            continue;
        }
        int yes = 1, room = SEND_BYTES;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
        window->descriptor = descriptor;
        window->is_open = 1;
        fanout->windows[fanout->count++] = window;
        watch(fanout, EPOLL_CTL_ADD, descriptor, EPOLLIN, window);
    }
}

static void *serve(void *argument) {
    struct floors_fanout *fanout = argument;
    struct epoll_event events[64];
    // A window that is gone is told by the write.
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, NULL);
    for (;;) {
        int count = epoll_wait(fanout->epoll, events, 64, -1);
        for (int index = 0; index < count; index++) {
            void *mark = events[index].data.ptr;
            uint64_t unused;
            if (mark == &fanout->stop) return NULL;
            if (mark == &fanout->listener) greet(fanout);
            else if (mark == &fanout->master) read_shell(fanout);
            else if (mark == &fanout->timer) {
                if (read(fanout->timer, &unused, sizeof unused) < 0) continue;
                fanout->is_armed = 0;
                flush_all(fanout);
            } else {
                struct window *window = mark;
                if (events[index].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) listen_to(fanout, window);
                if (window->is_open && events[index].events & EPOLLOUT) give(fanout, window);
                if (events[index].events & EPOLLOUT) review(fanout);
            }
        }
    }
}

static const char *open_all(struct floors_fanout *fanout, const char *shell) {
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof place;
    fanout->ring = malloc(RING_BYTES);
    if (!fanout->ring) return "malloc";
    if ((fanout->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) < 0) return "socket";
    if (bind(fanout->listener, (struct sockaddr *)&place, size) != 0) return "bind";
    if (listen(fanout->listener, FLOORS_CONNECTIONS) != 0) return "listen";
    if (getsockname(fanout->listener, (struct sockaddr *)&place, &size) != 0) return "getsockname";
    fanout->port = ntohs(place.sin_port);
    if ((fanout->epoll = epoll_create1(EPOLL_CLOEXEC)) < 0) return "epoll_create1";
    if ((fanout->stop = eventfd(0, EFD_CLOEXEC)) < 0) return "eventfd";
    if ((fanout->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)) < 0) return "timerfd_create";
    struct winsize window = {.ws_row = 24, .ws_col = 80};
    fanout->shell = forkpty(&fanout->master, NULL, NULL, &window);
    if (fanout->shell < 0) return "forkpty";
    if (fanout->shell == 0) {
        close_range(3, ~0u, 0);
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        execl(shell, "sh", (char *)NULL);
        _exit(127);
    }
    if (fcntl(fanout->master, F_SETFL, O_NONBLOCK) != 0) return "fcntl";
    fcntl(fanout->master, F_SETFD, FD_CLOEXEC);
    watch(fanout, EPOLL_CTL_ADD, fanout->listener, EPOLLIN, &fanout->listener);
    watch(fanout, EPOLL_CTL_ADD, fanout->stop, EPOLLIN, &fanout->stop);
    watch(fanout, EPOLL_CTL_ADD, fanout->timer, EPOLLIN, &fanout->timer);
    watch(fanout, EPOLL_CTL_ADD, fanout->master, EPOLLIN, &fanout->master);
    int code = pthread_create(&fanout->thread, NULL, serve, fanout);
    if (code == 0) return NULL;
    errno = code;
    return "pthread_create";
}

static void close_all(struct floors_fanout *fanout) {
    if (fanout->shell > 0) kill(-fanout->shell, SIGHUP);
    int descriptors[] = {fanout->master, fanout->listener, fanout->epoll, fanout->stop, fanout->timer};
    for (size_t index = 0; index < sizeof descriptors / sizeof *descriptors; index++)
        if (descriptors[index] >= 0) close(descriptors[index]);
    if (fanout->shell > 0) {
        kill(-fanout->shell, SIGKILL);
        while (waitpid(fanout->shell, NULL, 0) < 0 && errno == EINTR) {}
    }
    for (int index = 0; index < fanout->count; index++) {
        if (fanout->windows[index]->is_open) close(fanout->windows[index]->descriptor);
        free(fanout->windows[index]);
    }
    free(fanout->ring);
    free(fanout);
}

struct floors_fanout *floors_fanout_start(const char *shell, struct floors_result *result) {
    memset(result, 0, sizeof *result);
    struct floors_fanout *fanout = calloc(1, sizeof *fanout);
    if (!fanout) {
        floors_fail(result, "fanout", "no memory");
        return NULL;
    }
    fanout->epoll = fanout->listener = fanout->stop = fanout->timer = fanout->master = -1;
    const char *failed = open_all(fanout, shell);
    if (!failed) return fanout;
    floors_fail_errno(result, failed);
    close_all(fanout);
    return NULL;
}

int floors_fanout_port(const struct floors_fanout *fanout) { return fanout->port; }

uint64_t floors_fanout_processor(const struct floors_fanout *fanout) {
    clockid_t clock;
    struct timespec time;
    if (pthread_getcpuclockid(fanout->thread, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
    return (uint64_t)time.tv_sec * 1000000000ull + (uint64_t)time.tv_nsec;
}

void floors_fanout_stop(struct floors_fanout *fanout) {
    uint64_t one = 1;
    write_all(fanout->stop, &one, sizeof one);
    pthread_join(fanout->thread, NULL);
    close_all(fanout);
}
