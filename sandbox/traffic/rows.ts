/** Numbers of rows, both ends among them. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}
