/** The states of the USA: name, short name, about where they are, and about how many live there. */
export interface State {
  readonly name: string;
  readonly short: string;
  readonly at: readonly [latitude: number, longitude: number];
  readonly people: number;
}

const lines = `Alabama AL 32.8 -86.8 5024;Alaska AK 61.4 -152.4 733;Arizona AZ 33.7 -111.4 7152;Arkansas AR 35 -92.4 3012;California CA 36.1 -119.7 39538;Colorado CO 39.1 -105.3 5774;Connecticut CT 41.6 -72.8 3606;Delaware DE 39.3 -75.5 990;Florida FL 27.8 -81.7 21538;Georgia GA 33 -83.6 10712;Hawaii HI 21.1 -157.5 1455;Idaho ID 44.2 -114.5 1839;Illinois IL 40.3 -89 12813;Indiana IN 39.8 -86.3 6786;Iowa IA 42 -93.2 3190;Kansas KS 38.5 -96.7 2938;Kentucky KY 37.7 -84.7 4506;Louisiana LA 31.2 -91.9 4658;Maine ME 44.7 -69.4 1362;Maryland MD 39.1 -76.8 6177;Massachusetts MA 42.2 -71.5 7030;Michigan MI 43.3 -84.5 10077;Minnesota MN 45.7 -93.9 5706;Mississippi MS 32.7 -89.7 2961;Missouri MO 38.5 -92.3 6155;Montana MT 46.9 -110.5 1084;Nebraska NE 41.1 -98.3 1962;Nevada NV 38.3 -117.1 3105;New_Hampshire NH 43.5 -71.6 1378;New_Jersey NJ 40.3 -74.5 9289;New_Mexico NM 34.8 -106.2 2118;New_York NY 42.2 -74.9 20201;North_Carolina NC 35.6 -79.8 10439;North_Dakota ND 47.5 -99.8 779;Ohio OH 40.4 -82.8 11799;Oklahoma OK 35.6 -96.9 3959;Oregon OR 44.6 -122.1 4237;Pennsylvania PA 40.6 -77.2 13003;Rhode_Island RI 41.7 -71.5 1097;South_Carolina SC 33.9 -80.9 5118;South_Dakota SD 44.3 -99.4 887;Tennessee TN 35.7 -86.7 6911;Texas TX 31.1 -97.6 29146;Utah UT 40.2 -111.9 3272;Vermont VT 44 -72.7 643;Virginia VA 37.8 -78.2 8631;Washington WA 47.4 -121.5 7705;West_Virginia WV 38.5 -81 1794;Wisconsin WI 44.3 -89.6 5894;Wyoming WY 42.8 -107.3 577`;

export const states: readonly State[] = lines.split(';').map((line) => {
  const [name = '', short = '', latitude, longitude, thousands] = line.split(' ');
  return { name: name.replace('_', ' '), short, at: [Number(latitude), Number(longitude)], people: Number(thousands) * 1000 };
});
