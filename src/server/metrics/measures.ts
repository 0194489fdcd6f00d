import type { LabelsOf, MetricOf } from "./metrics.ts";

/** Told by parts of the server of what they have done, for whoever watches it. */
export interface Measures {
  counted<Name extends MetricOf<"counter">>(name: Name, labels: LabelsOf<Name>): void;
  took<Name extends MetricOf<"histogram">>(name: Name, labels: LabelsOf<Name>, milliseconds: number): void;
}

/** A number that is asked for when somebody looks. */
export interface Sample<Name extends MetricOf<"gauge"> = MetricOf<"gauge">> {
  readonly labels: LabelsOf<Name>;
  readonly value: number;
}

/** Numbers of a part, by their metric. One that cannot be said now is left as it was. */
export type Gauges = {
  readonly [Name in MetricOf<"gauge">]?: () => readonly Sample<Name>[] | Promise<readonly Sample<Name>[]>;
};

/** The sample of a metric without labels. */
export function only(
  value: number,
): readonly [{ readonly labels: Readonly<Record<never, string>>; readonly value: number }] {
  return [{ labels: {}, value }];
}
