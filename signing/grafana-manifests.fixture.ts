/** Two statements that Grafana's key signed, as they are: what it says of a plugin of its own, and of somebody's private one. Public data. */
export const ofGrafana = `
-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA512

{
  "manifestVersion": "2.0.0",
  "signatureType": "grafana",
  "signedByOrg": "grafana",
  "signedByOrgName": "Grafana Labs",
  "plugin": "test",
  "version": "1.0.0",
  "time": 1659445392894,
  "keyId": "7e4d0c6a708866e7",
  "files": {
    "plugin.json": "6420328338d5f934f0fff0119a5673793c0261093912967be878eca502ede92b"
  }
}
-----BEGIN PGP SIGNATURE-----
Version: OpenPGP.js v4.10.10
Comment: https://openpgpjs.org

wrkEARMKAAYFAmLpIJEAIQkQfk0ManCIZucWIQTzOyW2kQdOhGNlcPN+TQxq
cIhm5+wVAgkBJI/CP53zrsCMyVodd4yKzthBewBmWFlyBaXKQeBVSONT7d73
TB1G7wxx1gzzj+IpLuSSbEdn+olutNdj3rYz0RgCCQHX1Ug6ofohGG6NRzAI
z4LnW0NTCQNnPE+AVkpvr+qfje+t5DYQZfirulkt3veLgDENtwyAuur+k6A3
+CyvaYH1Kw==
=hwnP
-----END PGP SIGNATURE-----
`;
export const ofSomebody = `
-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA512

{
  "manifestVersion": "2.0.0",
  "signatureType": "private",
  "signedByOrg": "willbrowne",
  "signedByOrgName": "Will Browne",
  "rootUrls": [
    "http://localhost:3000/"
  ],
  "plugin": "test",
  "version": "1.0.0",
  "time": 1605807018050,
  "keyId": "7e4d0c6a708866e7",
  "files": {
    "plugin.json": "2bb467c0bfd6c454551419efe475b8bf8573734e73c7bab52b14842adb62886f"
  }
}
-----BEGIN PGP SIGNATURE-----
Version: OpenPGP.js v4.10.1
Comment: https://openpgpjs.org

wqIEARMKAAYFAl+2q6oACgkQfk0ManCIZudmzwIJAXWz58cd/91rTXszKPnE
xbVEvERCbjKTtPBQBNQyqEvV+Ig3MuBSNOVy2SOGrMsdbS6lONgvgt4Cm+iS
wV+vYifkAgkBJtg/9DMB7/iX5O0h49CtSltcpfBFXlGqIeOwRac/yENzRzAA
khdr/tZ1PDgRxMqB/u+Vtbpl0xSxgblnrDOYMSI=
=rLIE
-----END PGP SIGNATURE-----
`;
