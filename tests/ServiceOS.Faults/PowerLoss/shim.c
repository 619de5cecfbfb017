/*
 * Writes down what a process asks of its disk: every write to a file of the watched folder with its data, and every sync that
 * has ended, in one order. From that a test makes the disk as a power cut at any moment would have left it.
 * LD_PRELOAD it; DISK_WATCHED is the folder, DISK_TRACE the file to write to.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, TRUNCATE = 3, REMOVE = 4 };

struct record {
    uint32_t kind, name_bytes;
    int64_t at_ns, offset, bytes; /* when it had ended, CLOCK_MONOTONIC */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int trace = -1;
static char watched[PATH_MAX];
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_fdatasync)(int);
static int (*real_fsync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_unlink)(const char *);

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("DISK_WATCHED"), *file = getenv("DISK_TRACE");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_write = dlsym(RTLD_NEXT, "write");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    if (folder && file && realpath(folder, watched))
        trace = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The watched file's name within the folder; 0 when it isn't one. The shared-memory index is made anew after a cut: left out. */
static int name_of(int fd, char *name) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0)
        return 0;
    path[n] = 0;
    size_t prefix = strlen(watched);
    if (strncmp(path, watched, prefix) != 0 || path[prefix] != '/' || (n > 4 && strcmp(path + n - 4, "-shm") == 0))
        return 0;
    strcpy(name, path + prefix + 1);
    return 1;
}

static void put(uint32_t kind, const char *name, int64_t offset, int64_t bytes, const void *data) {
    struct timespec now;
    struct record r = {kind, (uint32_t)strlen(name), 0, offset, bytes};
    pthread_mutex_lock(&lock);
    clock_gettime(CLOCK_MONOTONIC, &now);
    r.at_ns = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
    real_write(trace, &r, sizeof r);
    real_write(trace, name, r.name_bytes);
    if (data)
        real_write(trace, data, (size_t)bytes);
    pthread_mutex_unlock(&lock);
}

static ssize_t note_pwrite(int fd, const void *data, size_t count, off_t offset) {
    ssize_t done = real_pwrite(fd, data, count, offset);
    char name[PATH_MAX];
    if (trace >= 0 && done > 0 && name_of(fd, name))
        put(WRITE, name, offset, done, data);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t count, off_t offset) { return note_pwrite(fd, data, count, offset); }
ssize_t pwrite64(int fd, const void *data, size_t count, off_t offset) { return note_pwrite(fd, data, count, offset); }

ssize_t write(int fd, const void *data, size_t count) {
    if (!real_write)
        begin();
    char name[PATH_MAX];
    int is_watched = trace >= 0 && fd != trace && name_of(fd, name);
    off_t offset = is_watched ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t done = real_write(fd, data, count);
    if (is_watched && done > 0)
        put(WRITE, name, offset, done, data);
    return done;
}

static int note_sync(int fd, int (*sync)(int)) {
    int result = sync(fd);
    char name[PATH_MAX];
    if (trace >= 0 && result == 0 && name_of(fd, name))
        put(SYNC, name, 0, 0, NULL);
    return result;
}

int fdatasync(int fd) { return note_sync(fd, real_fdatasync); }
int fsync(int fd) { return note_sync(fd, real_fsync); }

static int note_truncate(int fd, off_t length) {
    int result = real_ftruncate(fd, length);
    char name[PATH_MAX];
    if (trace >= 0 && result == 0 && name_of(fd, name))
        put(TRUNCATE, name, length, 0, NULL);
    return result;
}

int ftruncate(int fd, off_t length) { return note_truncate(fd, length); }
int ftruncate64(int fd, off_t length) { return note_truncate(fd, length); }

int unlink(const char *path) {
    int result = real_unlink(path);
    size_t prefix = strlen(watched);
    if (trace >= 0 && result == 0 && strncmp(path, watched, prefix) == 0 && path[prefix] == '/')
        put(REMOVE, path + prefix + 1, 0, 0, NULL);
    return result;
}
