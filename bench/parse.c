#include "bench.h"
void bench_parse(domar_cx *cx, const char *folder) { (void)cx; (void)folder; }
void bench_methods(domar_cx *cx) { (void)cx; }
void bench_memory(const char *folder) { (void)folder; }
