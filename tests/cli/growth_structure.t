# growth.structure: headers, verdicts, lists of industries, accounts without flows, refusals.
$ for by in economy industry; do domar run growth.structure $DATA/national_years.csv --by $by --format csv | head -1; done
year,economy,growth,within,between_static,between_dynamic,structural_change,fixed_shares,baumol,denison,va_growth,strategic_va_growth,strategic_growth,strategic_share,manufacturing_share,manufacturing_jobs_share,real_economy_share,va_ratio,imported_inputs,peak_year,jobs_peak_year,level_at_peak,deindustrialization,hollowing,prices,labour
year,economy,industry,growth,within,between_static,between_dynamic,structural_change,fixed_shares,baumol,denison,va_growth,labour_share,va_share,relative_productivity,strategic,prices,labour
$ domar run growth.structure $DATA/national_years.csv --by industry --strategic mill --format csv | cut -d, -f3,4,5,16-
industry,growth,within,strategic,prices,labour
farm,32.85040669720362,12.04304429150128,no,previous,jobs
mill,8.70113769896297,5.22833462747921,yes,previous,jobs
$ domar run growth.structure $DATA/national_years.csv --lang zh --format table 2>&1 | tail -1
AAA 2000—2005 年劳均增加值变化 +24.0%（对数，前一年价格）：行业内部 +17.3，劳动在行业间转移 +6.7；制造业：比重尚未过峰。
$ domar run growth.structure $DATA/klems_small.csv --format csv | cut -d, -f1-4,13-17,23-
year,economy,growth,within,strategic_growth,strategic_share,manufacturing_share,manufacturing_jobs_share,real_economy_share,deindustrialization,hollowing,prices,labour
2001,AAA,4.944827541398103,7.516682747502708,,,,,,none,none,previous,hours
2001,BBB,2.955880224154443,2.9558802241544213,,,,,,none,none,previous,hours
$ domar run growth.structure $DATA/klems_small.csv --certificate --format csv 2>&1 | grep -E "^(parts|price_basis|levels|flows|strategic)" | cut -c1-100
parts_against_growth 2.176e-16 (at most 1e-09: holds)
price_basis_of_growth of the year before
levels           value added of each year at prices of the year before, so that levels add up withou
flows            not in the table: no imported inputs, so no verdict of hollowing out
strategic        no list
$ domar run growth.structure $DATA/two_years.csv --economy AAA --format csv | cut -d, -f1-3,9,23-
year,economy,growth,baumol,deindustrialization,hollowing,prices,labour
2003,AAA,10.323624507674545,,ahead,no,current,jobs
# lists: codes, a file, one that comes with the program, none
$ printf 'code\nmill\n' > list.csv; for s in mill list.csv none auto; do domar run growth.structure $DATA/national_years.csv --strategic $s --format csv | cut -d, -f14 | tail -1; done
0.6666666666666666
0.6666666666666666
$ domar run growth.structure $DATA/national_years.csv --strategic milk
domar: --strategic: there is no industry, list or file milk, did you mean mill: give codes of industries, a file of them, or one of china_high_technology, equipment, high_technology
[2]
$ domar run growth.structure $DATA/national_years.csv --strategic equipment
domar: the list equipment cannot be told among the industries of this table: give codes (`domar info` lists them)
[4]
$ printf 'mill\nmilk\n' > list.csv; domar run growth.structure $DATA/national_years.csv --strategic list.csv
domar: list.csv: there is no industry milk in this table: give codes, one a line
[4]
$ domar run growth.structure $DATA/two_years.csv --prices previous
domar: no year has volumes of value added (rows VA_QI or VA_P): ask with --prices current
[4]
$ domar run growth.structure $DATA/two_years.csv --year 2000
domar: growth.structure compares years: give --year FIRST-LAST, such as 2000-2003
[4]
# Hours that are an index of each industry do not add up: no productivity, and no zeros.
$ cp $DATA/klems_small.csv i.csv; (grep -v '^columns' $DATA/klems_small.yaml; echo 'columns: {economy: country, GO: GO, VA: VA, H_EMP: H_EMP, VA_QI: VA_QI}'; echo 'satellites: {H_EMP: {kind: hours, unit: 2000 = 10}}') > i.yaml; domar import i.csv -o i.h5; domar run growth.structure i.h5 --economy AAA | cut -d, -f1-10; domar run growth.structure i.h5 --economy AAA --format table | tail -1
domar: read accounts: 2 economies x 2 industries, 2 years (2000-2001); output published, value added given, zero output missing, inventories keep -> i.h5
year,economy,growth,within,between_static,between_dynamic,structural_change,fixed_shares,baumol,denison
2001,AAA,,,,,,,,
Productivity cannot be told: there is no labour in all years that adds up over industries (jobs, or hours that are no index); value added and shares are given.
