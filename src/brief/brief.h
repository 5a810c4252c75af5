/* brief/brief.h -- the inside of a brief: answers of methods, and findings drawn from them. */
#ifndef DOMAR_BRIEF_INSIDE_H
#define DOMAR_BRIEF_INSIDE_H
#include "base/context.h"
#include <domar/brief.h>
#include <domar/method.h>
#include <stdio.h>

/* Answers that the page and the rules use; the list stands in collect.c. */
enum domar_brief_answer {
    BRIEF_ECONOMIES,        /* accounts.structure by economy, all economies and years */
    BRIEF_INDUSTRIES,       /* accounts.structure, this economy, the year */
    BRIEF_INDUSTRIES_FIRST, /* the same in the first year */
    BRIEF_GROWTH,           /* growth.forces by economy, this economy, all years */
    BRIEF_GROWTH_TERMS,     /* the same by term */
    BRIEF_GROWTH_INDUSTRIES,/* the same by industry, first year to the year */
    BRIEF_GROWTH_PEERS,     /* growth.forces by economy, all economies, first year to the year */
    BRIEF_POSITION,         /* chain.upstreamness by economy, all economies and years */
    BRIEF_UP,               /* chain.upstreamness, this economy, the year */
    BRIEF_DOWN,             /* chain.downstreamness, this economy, the year */
    BRIEF_CONTENT,          /* chain.value_added by economy, this economy, all years */
    BRIEF_ORIGIN,           /* chain.value_added by partner, this economy, the year */
    BRIEF_ORIGIN_FIRST,
    BRIEF_TERMS,            /* chain.exports by economy (kww), this economy, all years */
    BRIEF_PARTICIPATION,    /* chain.participation by economy, this economy, all years */
    BRIEF_LENGTH,           /* chain.length by economy, this economy, all years */
    BRIEF_PATH,             /* chain.upgrading by economy, all economies and years */
    BRIEF_UPGRADING,        /* chain.upgrading by industry, this economy, first year to the year */
    BRIEF_CHAIN,            /* chain.smile of its largest manufactured final product, the year */
    BRIEF_LINKAGES,         /* accounts.linkages, this economy, the year */
    BRIEF_MULTIPLIERS,      /* accounts.multipliers, domestic, this economy, the year */
    BRIEF_SUPPLIERS,        /* chain.dependence by economy, this economy, all years */
    BRIEF_CHOKE,            /* chain.dependence by supplier, this economy, the year */
    BRIEF_EXPOSURE,         /* chain.dependence by industry, this economy, the year */
    BRIEF_MARKETS,          /* accounts.footprint of VA by economy, produced here, all years */
    BRIEF_JOBS,             /* accounts.footprint of jobs by economy, produced here, all years */
    BRIEF_EXTRACTION,       /* accounts.extraction, this economy, the year */
    BRIEF_OBSTACLES,        /* obstacles.rank: wedges and trade costs, this economy's welfare */
    BRIEF_GAPS,             /* obstacles.rank: productivity, this economy's welfare */
    BRIEF_KINDS,            /* obstacles.rank by kind, this economy's welfare */
    BRIEF_REFORM,           /* reform.simulate by economy: gains of all, and their terms */
    BRIEF_REFORM_INDUSTRIES,/* reform.simulate by industry, this economy */
    BRIEF_REFORM_TERMS,     /* reform.simulate by term, this economy: the gain by instrument */
    BRIEF_ANSWERS
};

struct domar_brief_dataset {
    const char   *id, *method;
    domar_result *result;       /* NULL: missing says why */
    char         *missing;
    char         *command;      /* the command line that gives it */
};

/* Pages that the engine of equilibrium is asked with. */
enum domar_brief_page { BRIEF_BASELINE_PAGE, BRIEF_REFORM_PAGE, BRIEF_PAGES };
struct domar_brief_scenario {
    char *path, *text[2];       /* as given; told back in words: en, zh */
    bool  given;                /* asked for: what is wrong with it ends the brief */
};

struct domar_brief_finding {
    const char *rule;
    double score;
    char  *text[2];             /* en, zh */
    char  *command;
};

struct domar_brief {
    const domar_series *series; /* borrowed while the brief is made; not used afterwards */
    char   *economy, *label[2];
    char   *product;            /* industry whose final product's chain is drawn; NULL: the largest */
    int     year, first_year;
    char   *money;              /* "million USD" */
    double  final_use;          /* of the economy in the year, money of the table */
    struct domar_brief_scenario page[BRIEF_PAGES];
    char   *info[2][8];         /* names and values for the page's foot; NULL ends */
    char   *methods;            /* domar_methods_json */
    struct domar_brief_dataset data[BRIEF_ANSWERS];
    struct domar_brief_finding *findings;
    size_t  count, capacity;
};

/* collect.c */
domar_status domar_brief_collect(domar_cx *cx, domar_brief *b);

/* rules.c: fills findings, sorted by score. */
domar_status domar_brief_judge(domar_cx *cx, domar_brief *b);

/* look.c: looking things up in answers; all tolerate a missing answer (NAN, SIZE_MAX). */
/* Row with these codes (NULL: any), or SIZE_MAX. year 0: any. */
size_t domar_brief_row(const domar_result *r, int year, const char *economy, const char *industry,
                       const char *partner);
double domar_brief_value(const domar_result *r, size_t row, const char *column);
/* Code and label of a dimension of a row. */
const char *domar_brief_code(const domar_result *r, size_t row, const char *dimension);
const char *domar_brief_name(const domar_result *r, size_t row, const char *dimension,
                             const char *lang);
/* A foreign economy that can be named: the rest of the world is nobody in particular. */
bool domar_brief_named(const domar_brief *b, const char *code);
/* English name of an economy inside a sentence: with its article where it takes one. */
const char *domar_brief_place(const domar_result *r, size_t row, const char *dimension);
#endif
