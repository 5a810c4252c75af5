# chain.tiva: headers of every grain, indicators by code.
$ for by in $(domar methods chain.tiva --json | python3 -c "import json,sys; print(*[g['name'] for g in json.load(sys.stdin)['methods'][0]['grains']])"); do echo "$by: $(domar run chain.tiva $DATA/leather.csv --by $by --format csv | head -1)"; done
industry: year,economy,industry,indicator,value
economy: year,economy,indicator,value
partner: year,economy,partner,indicator,value
industry,partner: year,economy,industry,partner,indicator,value
$ domar run chain.tiva $DATA/leather.csv --by economy --economy ARG --format table
year  economy  indicator                 value
                              million USD or %
2013  ARG      PROD                        155
2013  ARG      VALU                     91.600
2013  ARG      PROD_VASH                59.097
2013  ARG      EXGR                     64.300
2013  ARG      EXGR_FNL                 22.800
2013  ARG      EXGR_INT                 41.500
2013  ARG      IMGR                     81.200
2013  ARG      IMGR_FNL                 59.800
2013  ARG      IMGR_INT                 21.400
2013  ARG      BALGR                   -16.900
2013  ARG      DOM                      90.700
2013  ARG      DOM_FNL                  48.700
2013  ARG      DOM_INT                  42.000
2013  ARG      EXGR_DVA                 53.690
2013  ARG      EXGR_DDC                 48.355
2013  ARG      EXGR_IDC                 4.4625
2013  ARG      EXGR_RIM                0.87239
2013  ARG      EXGR_FVA                 10.610
2013  ARG      EXGR_DVASH               83.499
2013  ARG      EXGR_FVASH               16.501
2013  ARG      EXGR_TDVAIND             83.499
2013  ARG      EXGR_TFVAIND             16.501
2013  ARG      EXGR_INTDVA              34.341
2013  ARG      EXGR_INTDVASH            53.407
2013  ARG      EXGR_FNLDVASH            30.092
2013  ARG      IMGR_DVA                 6.9579
2013  ARG      IMGR_DVASH               8.5688
2013  ARG      REII                     11.675
2013  ARG      IMGRINT_REII             54.556
2013  ARG      DEXFVA_LEVEL             10.610
2013  ARG      DEXFVAP                  16.501
2013  ARG      FEXDVA_LEVEL             21.635
2013  ARG      FEXDVAP                  33.647
2013  ARG      FD_VA                    91.600
2013  ARG      DXD_DVA                  44.868
2013  ARG      FFD_DVA                  46.732
2013  ARG      VALU_FFDDVA              51.018
2013  ARG      DFD_FVA                  63.632
2013  ARG      BALVAFD                 -16.900

Argentina: 83.5 % of gross exports is domestic value added, 16.5 % foreign; its value added in the exports of others is 33.6 % of its own exports.
$ domar run chain.tiva $DATA/leather.csv --by partner --economy ARG --indicator exgr,DEXFVAP,FFD_DVAPSH --format table
year  economy  partner  indicator              value
                                    million USD or %
2013  ARG      TUR      EXGR                  21.700
2013  ARG      TUR      DEXFVAP               6.5923
2013  ARG      TUR      FFD_DVAPSH            39.573
2013  ARG      GER      EXGR                  42.600
2013  ARG      GER      DEXFVAP               9.9085
2013  ARG      GER      FFD_DVAPSH            60.427

Argentina: 83.5 % of gross exports is domestic value added, 16.5 % foreign; its value added in the exports of others is 33.6 % of its own exports.
$ domar run chain.tiva $DATA/leather.csv --indicator EXGR_DVAS
domar: there is no indicator EXGR_DVAS: did you mean EXGR_DVA?
[2]
$ domar run chain.tiva $DATA/leather.csv --indicator EXGRPSH
domar: EXGRPSH is not given without a partner: choose another --by
[2]
$ domar run chain.tiva $DATA/leather.csv --by partner --indicator PROD
domar: PROD is not given by partner: choose another --by
[2]
$ domar run chain.tiva $DATA/leather.csv --indicator ""
domar: --indicator is empty: give codes, separated by commas
[2]
$ domar run chain.tiva $DATA/miller_blair_2x2.csv
domar: chain.tiva needs a table of several economies, this one has 1
[4]
