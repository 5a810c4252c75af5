/* domar/domar.h -- the whole public face. */
#ifndef DOMAR_H
#define DOMAR_H
#include <domar/brief.h>
#include <domar/context.h>
#include <domar/method.h>
#include <domar/panel.h>
#include <domar/result.h>
#include <domar/scenario.h>
#include <domar/status.h>
#include <domar/study.h>
#include <domar/table.h>
#endif
