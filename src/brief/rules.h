/* brief/rules.h -- a rule looks at the answers and may leave one finding.
 *
 * Score: the size of what was found over the size that the rule calls remarkable (told in
 * docs/brief.md), at most 3. The page shows the five highest. */
#ifndef DOMAR_BRIEF_RULES_H
#define DOMAR_BRIEF_RULES_H
#include "brief/brief.h"

typedef domar_status domar_brief_rule(domar_cx *cx, domar_brief *b);

domar_brief_rule domar_rule_sources_of_growth, domar_rule_relations, domar_rule_forces_industry, domar_rule_manufacturing, domar_rule_real_economy, domar_rule_structural_change,
    domar_rule_growth, domar_rule_productivity, domar_rule_key_industry, domar_rule_import_leakage,
    domar_rule_extraction, domar_rule_export_content, domar_rule_content_change,
    domar_rule_position, domar_rule_choke_point, domar_rule_supplier, domar_rule_supplier_shift,
    domar_rule_market, domar_rule_jobs_abroad, domar_rule_smile, domar_rule_concentration,
    domar_rule_pull, domar_rule_obstacle, domar_rule_productivity_gap, domar_rule_reform,
    domar_rule_reform_industries;

/* Leaves a finding; en and zh are taken over (both from domar_format, either may be NULL when
 * memory ran out). No finding where score is not a number. */
domar_status domar_brief_note(domar_cx *cx, domar_brief *b, const char *rule, double score,
                              enum domar_brief_answer source, char *en, char *zh);
/* Names a second command beside the first if a finding was left since there were `count`. */
domar_status domar_brief_also(domar_cx *cx, domar_brief *b, size_t count,
                              enum domar_brief_answer second);
/* "rose" / "上升" and so on. */
const char *domar_rose(double change);
const char *domar_rose_zh(double change);
/* The economy's value of a column in one year of an answer. */
double domar_own(const domar_brief *b, enum domar_brief_answer a, int year, const char *column);
#endif
