/**
 * The table of units, packed as text: `family|unit|ids`, ids written `name@step` where the input already is at a step of the
 * scale (`kbytes` is in Ki). Families: `fix` number and unit, `si` powers of 1000, `bin` powers of 1024, `count` K M B T,
 * `cur` and `curAfter` money, `bool` two words.
 */
export const packedUnits = `
SI||sishort
fix|%H|humidity
fix|dB|dB
SI|cd|candela
fix|px|pixel
fix|m/sec²|accMS2
fix|f/sec²|accFS2
fix|g|accG
fix|°|degree
fix|rad|radian
fix|grad|grad
fix|arcmin|arcmin
fix|arcsec|arcsec
fix|m²|areaM2
fix|ft²|areaF2
fix|mi²|areaMI2
fix|ac|acres
fix|ha|hectares
SI|FLOPS|flops mflops@2 gflops@3 tflops@4 pflops@5 eflops@6 zflops@7 yflops@8
fix|ppm|ppm
fix|ppb|conppb
fix|ng/m³|conngm3
fix|ng/Nm³|conngNm3
fix|μg/m³|conμgm3
fix|μg/Nm³|conμgNm3
fix|mg/m³|conmgm3
fix|mg/Nm³|conmgNm3
fix|g/m³|congm3
fix|g/Nm³|congNm3
fix|mg/dL|conmgdL
fix|mmol/L|conmmolL
cur|$|currencyUSD
cur|£|currencyGBP
cur|€|currencyEUR
cur|¥|currencyJPY
cur|₽|currencyRUB
cur|₴|currencyUAH
cur|R$|currencyBRL
curAfter|kr|currencyDKK currencyISK currencyNOK currencySEK
cur|czk|currencyCZK
cur|CHF|currencyCHF
cur|PLN|currencyPLN
cur|฿|currencyBTC
cur|mBTC|currencymBTC
cur|μBTC|currencyμBTC
cur|R|currencyZAR
cur|₹|currencyINR
cur|₩|currencyKRW
cur|Rp|currencyIDR
cur|PHP|currencyPHP
curAfter|đ|currencyVND
curAfter|₺|currencyTRY
cur|RM|currencyMYR
cur|XPF|currencyXPF
cur|BGN|currencyBGN
cur|₲|currencyPYG
cur|UYU|currencyUYU
cur|₪|currencyILS
bin|B|bytes kbytes@1 mbytes@2 gbytes@3 tbytes@4 pbytes@5
SI|B|decbytes deckbytes@1 decmbytes@2 decgbytes@3 dectbytes@4 decpbytes@5
bin|b|bits
SI|b|decbits
SI|p/s|pps
bin|B/s|binBps KiBs@1 MiBs@2 GiBs@3 TiBs@4 PiBs@5
SI|B/s|Bps KBs@1 MBs@2 GBs@3 TBs@4 PBs@5
bin|b/s|binbps Kibits@1 Mibits@2 Gibits@3 Tibits@4 Pibits@5
SI|b/s|bps Kbits@1 Mbits@2 Gbits@3 Tbits@4 Pbits@5
SI|W|watt kwatt@1 megwatt@2 gwatt@3 mwatt@-1
SI|W/m²|Wm2
SI|VA|voltamp kvoltamp@1
SI|VAr|voltampreact kvoltampreact@1
SI|Wh|watth kwatth@1 mwatth@2
SI|Wh/kg|watthperkg
SI|W-Min|kwattm@1
SI|Ah|amph kamph@1 mamph@-1
SI|J|joule
SI|eV|ev
SI|A|amp kamp@1 mamp@-1
SI|V|volt kvolt@1 mvolt@-1
fix|dbm|dBm
SI|Ω|mohm@-1 ohm kohm@1 Mohm@2
SI|F|farad µfarad@-2 nfarad@-3 pfarad@-4 ffarad@-5
SI|H|henry mhenry@-1 µhenry@-2
SI|Lm|lumens
fix|gpm|flowgpm
fix|cms|flowcms
fix|cfs|flowcfs
fix|cfm|flowcfm
fix|L/h|litreh
fix|L/min|flowlpm
fix|mL/min|flowmlpm
fix|lux|lux
SI|Nm|forceNm forcekNm@1
SI|N|forceN forcekN@1
SI|H/s|Hs KHs@1 MHs@2 GHs@3 THs@4 PHs@5 EHs@6
SI|g|massmg@-1 massg masskg@1
fix|lb|masslb
fix|t|masst
SI|m|lengthmm@-1 lengthm lengthkm@1
fix|cm|lengthcm
fix|in|lengthin
fix|ft|lengthft
fix|mi|lengthmi
SI|bar|pressurembar@-1 pressurebar pressurekbar@1
SI|Pa|pressurepa
fix|hPa|pressurehpa
fix|kPa|pressurekpa
fix|"Hg|pressurehg
SI|Bq|radbq
SI|Ci|radci
SI|Gy|radgy
SI|rad|radrad
SI|Sv|radsv radmsv@-1 radusv@-2
SI|rem|radrem
SI|C/kg|radexpckg
SI|R|radr
SI|Sv/h|radsvh radmsvh@-1 radusvh@-2
fix|rpm|rotrpm
SI|Hz|rothz rotkhz@1 rotmhz@2 rotghz@3 hertz
fix|rad/s|rotrads
fix|°/s|rotdegs
fix|°C|celsius
fix|°F|fahrenheit
fix|K|kelvin
count|c/s|cps
count|ops/s|ops
count|req/s|reqps
count|rd/s|rps
count|wr/s|wps
count|io/s|iops
count|evt/s|eps
count|msg/s|mps
count|rec/s|recps
count|rows/s|rowsps
count|c/m|cpm
count|ops/m|opm
count|req/m|reqpm
count|rd/m|rpm
count|wr/m|wpm
count|evts/m|epm
count|msgs/m|mpm
count|rec/m|recpm
count|rows/m|rowspm
fix|m/s|velocityms
fix|km/h|velocitykmh
fix|mph|velocitymph
fix|kn|velocityknot
SI|L|mlitre@-1 litre
fix|m³|m3
fix|Nm³|Nm3
fix|dm³|dm3
fix|gal|gallons
bool|True/False|bool
bool|Yes/No|bool_yes_no
bool|On/Off|bool_on_off
`;
