/** Character references: numbers, the names of Latin 1, and those that people write by hand. Others stay as they were written. */
const latin1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest ' +
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
const named: Readonly<Record<string, number>> = {
  ...Object.fromEntries(latin1.split(' ').map((name, index) => [name, 160 + index])),
  ...{ amp: 38, lt: 60, gt: 62, quot: 34, apos: 39, ensp: 8194, emsp: 8195, thinsp: 8201, ndash: 8211, mdash: 8212 },
  ...{ lsquo: 8216, rsquo: 8217, sbquo: 8218, ldquo: 8220, rdquo: 8221, bdquo: 8222, dagger: 8224, bull: 8226, hellip: 8230, permil: 8240 },
  ...{ prime: 8242, lsaquo: 8249, rsaquo: 8250, euro: 8364, trade: 8482, larr: 8592, uarr: 8593, rarr: 8594, darr: 8595, harr: 8596 },
  ...{
    lArr: 8656,
    rArr: 8658,
    hArr: 8660,
    minus: 8722,
    infin: 8734,
    asymp: 8776,
    ne: 8800,
    le: 8804,
    ge: 8805,
    check: 10003,
    cross: 10007,
  },
  ...{
    alpha: 945,
    beta: 946,
    gamma: 947,
    delta: 948,
    epsilon: 949,
    lambda: 955,
    mu: 956,
    pi: 960,
    sigma: 963,
    omega: 969,
    Delta: 916,
    Sigma: 931,
    Omega: 937,
  },
};

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]\w{1,31}));?/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      // Names need their semicolon: `&copy=1` in an address is no sign.
      if (name !== undefined && !whole.endsWith(';')) return whole;
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : named[name ?? ''];
      if (code === undefined) return whole;
      return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code);
    },
  );
}
