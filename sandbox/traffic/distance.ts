/**
 * Where regions are, as latitude and longitude in degrees: to the city that Google names, which is
 * near enough to say which of two is closer. Source: cloud.google.com/compute/docs/regions-zones.
 */
const PLACES: Readonly<Record<string, readonly [latitude: number, longitude: number]>> = {
  "us-central1": [41.3, -95.9],
  "us-east1": [33.2, -80],
  "us-east4": [39, -77.5],
  "us-east5": [40, -83],
  "us-west1": [45.6, -121.2],
  "us-west2": [34, -118.2],
  "us-west3": [40.8, -111.9],
  "us-west4": [36.2, -115.1],
  "us-south1": [32.8, -96.8],
  "northamerica-northeast1": [45.5, -73.6],
  "northamerica-northeast2": [43.7, -79.4],
  "northamerica-south1": [20.6, -100.4],
  "southamerica-east1": [-23.5, -46.6],
  "southamerica-west1": [-33.4, -70.7],
  "europe-west1": [50.4, 3.8],
  "europe-west2": [51.5, -0.1],
  "europe-west3": [50.1, 8.7],
  "europe-west4": [53.4, 6.8],
  "europe-west6": [47.4, 8.5],
  "europe-west8": [45.5, 9.2],
  "europe-west9": [48.9, 2.4],
  "europe-west10": [52.5, 13.4],
  "europe-west12": [45.1, 7.7],
  "europe-central2": [52.2, 21],
  "europe-north1": [60.6, 27.2],
  "europe-north2": [59.3, 18.1],
  "europe-southwest1": [40.4, -3.7],
  "asia-east1": [24.1, 120.5],
  "asia-east2": [22.3, 114.2],
  "asia-northeast1": [35.7, 139.7],
  "asia-northeast2": [34.7, 135.5],
  "asia-northeast3": [37.6, 127],
  "asia-south1": [19.1, 72.9],
  "asia-south2": [28.6, 77.2],
  "asia-southeast1": [1.3, 103.8],
  "asia-southeast2": [-6.2, 106.8],
  "australia-southeast1": [-33.9, 151.2],
  "australia-southeast2": [-37.8, 145],
  "me-west1": [32.1, 34.8],
  "me-central1": [25.3, 51.5],
  "me-central2": [26.4, 50.1],
  "africa-south1": [-26.2, 28],
};

const RADIANS = Math.PI / 180;

/** How far two regions are from one another, as an angle; a region that isn't known is far away. */
export function distance(from: string, to: string): number {
  if (from === to) return 0;
  const [a, b] = [PLACES[from], PLACES[to]];
  if (!a || !b) return Math.PI;
  const [latitude, other] = [a[0] * RADIANS, b[0] * RADIANS];
  const apart = (a[1] - b[1]) * RADIANS;
  const cosine =
    Math.sin(latitude) * Math.sin(other) + Math.cos(latitude) * Math.cos(other) * Math.cos(apart);
  return Math.acos(Math.min(1, Math.max(-1, cosine)));
}
