// Time, quantiles, and CPU and memory of the servers' processes.
#include "load.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

void fail(const char *what) {
  fprintf(stderr, "load: %s%s%s\n", what, errno ? ": " : "", errno ? strerror(errno) : "");
  exit(2);
}

uint64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}

// Buckets are exact below 64 ns and 1.6 % wide above.
static int bucket_of(uint64_t v) {
  if (v < 64) return (int)v;
  int e = 63 - __builtin_clzll(v);
  return (e - 5) * 64 + (int)((v >> (e - 6)) & 63);
}

static uint64_t value_of(int bucket) {
  if (bucket < 64) return (uint64_t)bucket;
  return (64ull + (uint64_t)(bucket & 63)) << (bucket / 64 - 1);
}

void record(Histogram *h, uint64_t ns) {
  h->buckets[bucket_of(ns)]++;
  h->count++;
  if (ns > h->max) h->max = ns;
}

double quantile_ms(const Histogram *h, double q) {
  uint64_t seen = 0, wanted = (uint64_t)((double)h->count * q);
  for (int b = 0; b < 64 * 64 && h->count; b++) {
    seen += h->buckets[b];
    if (seen > wanted) return (double)value_of(b) / 1e6;
  }
  return (double)h->max / 1e6;
}

static double cpu_of(int pid) {
  char path[64], line[2048];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE *f = fopen(path, "r");
  if (!f) return 0;
  size_t n = fread(line, 1, sizeof line - 1, f);
  fclose(f);
  line[n] = 0;
  unsigned long user = 0, system = 0;
  char *after = strrchr(line, ')');
  if (after)
    sscanf(after + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
  return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

double cpu_seconds(void) {
  double sum = 0;
  for (int i = 0; i < options.pid_count; i++) sum += cpu_of(options.pids[i]);
  return sum;
}

double own_cpu_seconds(void) {
  struct rusage r;
  getrusage(RUSAGE_SELF, &r);
  return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
      (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

long rss_kb(void) {
  long sum = 0, kb;
  for (int i = 0; i < options.pid_count; i++) {
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", options.pids[i]);
    FILE *f = fopen(path, "r");
    if (!f) continue;
    while (fgets(line, sizeof line, f))
      if (sscanf(line, "VmRSS: %ld", &kb) == 1) sum += kb;
    fclose(f);
  }
  return sum;
}
