# SDMX-CSV after the published layouts of Eurostat and the OECD, against the same numbers as matrices.
$ $PYTHON $ROOT/tests/cli/sdmx_lines.py . && cp $DATA/sdmx_*.yaml . && domar import world_2020.csv --sidecar sdmx_world.yaml -o world.h5
domar: read matrix: 2 economies x 2 industries, 2020; output published, value added residual, zero output missing, inventories keep -> world.h5
$ head -2 figaro.csv; domar import figaro.csv -o f.h5 && $PYTHON $ROOT/tests/cli/har_bytes.py same world.h5 f.h5 && domar info f.h5 | grep -E "unit|currency|factor"
DATAFLOW,LAST UPDATE,freq,ind_use,ind_ava,c_dest,unit,c_orig,TIME_PERIOD,OBS_VALUE,OBS_FLAG
ESTAT:NAIO_10_FCP_II1(1.0),23/01/26 23:00:00,A,A01,A01,AT,MIO_EUR,AT,2020,17,
domar: read sdmx: 2 economies x 2 industries, 2020; output published, value added residual, zero output missing, inventories keep -> f.h5
7 arrays compared
currency,EUR
unit,million
factors,3: D21X31 D1 B2A3G
$ domar import labelled.csv -o l.h5 && $PYTHON $ROOT/tests/cli/har_bytes.py same world.h5 l.h5
domar: read sdmx: 2 economies x 2 industries, 2020; output published, value added residual, zero output missing, inventories keep -> l.h5
7 arrays compared
$ head -2 country.csv; domar import home_2020.csv --sidecar sdmx_world.yaml -o home.h5 && domar import country.csv --sidecar sdmx_country.yaml -o c.h5 && for m in accounts.structure accounts.prices; do cmp <(domar run $m home.h5 --format csv) <(domar run $m c.h5 --format csv) && echo same; done
DATAFLOW,LAST UPDATE,freq,unit,stk_flow,ind_use,ind_ava,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG
ESTAT:NAIO_10_CP1750(1.0),x,A,MIO_EUR,TOTAL,A01,A01,AT,2020,17,
domar: read matrix: 1 economies x 2 industries, 2020; output published, value added residual, zero output missing, inventories keep -> home.h5
domar: read sdmx: 1 economies x 2 industries, 2020; output published, value added residual, zero output missing, inventories keep -> c.h5
same
same
$ head -2 areas.csv; domar import areas.csv --sidecar sdmx_areas.yaml --year 2020 -o a.h5 && $PYTHON $ROOT/tests/cli/har_bytes.py same world.h5 a.h5
STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,FREQ,Frequency,SUPPLIER,Supplying industry,COUNTERPART_AREA,Counterpart area,USER,User,TIME_PERIOD,Time period,OBS_VALUE,Observation value,UNIT_MEASURE,Unit of measure,UNIT_MULT,Unit multiplier,OBS_STATUS
DATAFLOW,OECD.STI.PIE:DSD_T@DF_T(1.0),Tables,I,AT,x AT,A,Annual,A01,"row, A01",AT,y,A01,col,2019,,51,,USD,US dollar,6,Millions,A
domar: read sdmx: 2 economies x 2 industries, 2020; output published, value added residual, zero output missing, inventories keep -> a.h5
7 arrays compared
$ domar import areas.csv --sidecar sdmx_areas.yaml -o a.h5 && domar info a.h5 | grep -E "unit|currency"
domar: read sdmx: 2 economies x 2 industries, 2 years (2019-2020); output published, value added residual, zero output missing, inventories keep -> a.h5
currency,USD
unit,million

# mistakes
$ domar import areas.csv -o x.h5
domar: areas.csv, line 1: no column is known to be from: name it in a page, `columns: {from: NAME}` (docs/readers/sdmx.md)
[4]
$ domar import country.csv -o x.h5
domar: country.csv: a page must say which codes are final demand, factors and totals: give --sidecar FILE.yaml (docs/readers/sdmx.md)
[2]
$ sed '/^filter/d' sdmx_country.yaml > x.yaml; domar import country.csv --sidecar x.yaml -o x.h5
domar: country.csv, line 28: stk_flow is DOM here and TOTAL before: a table needs one of them, say `filter: {stk_flow: TOTAL}` in a page
[4]
$ sed 's/TFU, P7/TFU/' sdmx_country.yaml > x.yaml; domar import country.csv --sidecar x.yaml -o x.h5
domar: country.csv: P7 supplies but never uses or pays anything: is it an industry, or a total or factor that the page should list?
[4]
$ sed 's/TFU, P7/P7/' sdmx_country.yaml > x.yaml; domar import country.csv --sidecar x.yaml -o x.h5
domar: country.csv, line 23: TFU uses but never supplies: is it an industry?
[4]
$ sed 's/stk_flow: TOTAL/stock: TOTAL/' sdmx_country.yaml > x.yaml; domar import country.csv --sidecar x.yaml -o x.h5
domar: x.yaml, line 2: country.csv has no column stock to filter
[4]
$ sed 's/USER/BUYER/' sdmx_areas.yaml > x.yaml; domar import areas.csv --sidecar x.yaml -o x.h5
domar: areas.csv has no column BUYER, which x.yaml, line 2 gives as to
[4]
$ sed 's/to: USER/too: USER/' sdmx_areas.yaml > x.yaml; domar import areas.csv --sidecar x.yaml -o x.h5
domar: areas.csv: x.yaml, line 2: columns cannot give too: it gives from_economy, from, to_economy, to, economy, year, value
[4]
$ sed 's/AT,MIO_EUR,AT,2020,./AT,MIO_EUR,AT,2020,n/' figaro.csv > bad.csv; domar import bad.csv -o x.h5
domar: bad.csv, line 2: the value "n7" is not a number: mend it or leave it empty
[4]
$ domar run accounts.structure world.h5 -o answer.sdmx.csv; domar import answer.sdmx.csv -o x.h5
domar: answer.sdmx.csv is an answer that domar wrote, no table
[4]
