import type { ActasError } from "../base/errors.ts";
import { circleError, type Step } from "../targets/resolving.ts";

/** Which commands that profiles name wait for which, so that a circle is noticed when it closes. */
export class CommandCircles {
  /** For each command, those whose credentials it needs, and how many requests it makes for them. */
  readonly #waits = new Map<string, Map<string, { readonly step: Step; times: number }>>();
  /** What the innermost command was told, for those around it, which only see that it failed. */
  readonly #told = new Map<string, ActasError>();

  /**
   * Notes that the last of `before` waits for `next`, until the result is disposed. Commands of the same agent may
   * close a circle although none of them comes from the other: two programs ask for two profiles at once.
   *
   * @throws {ActasError} `configuration` when `next` waits for one of `before`, or is one
   */
  enter(before: readonly Step[], next: Step): Disposable {
    const steps = [...before, next];
    const circle = this.#circle(steps);
    if (circle) {
      const error = circleError(circle);
      for (const { id } of [...before, ...circle]) this.#told.set(id, error);
      throw error;
    }
    this.#told.delete(next.id);
    const pairs = steps.slice(1).map((to, index) => [steps[index]!.id, to] as const);
    for (const [from, to] of pairs) this.#add(from, to);
    return {
      [Symbol.dispose]: () => {
        for (const [from, to] of pairs) this.#remove(from, to);
      },
    };
  }

  /** Why the command failed, when that was a circle it is part of; said once. */
  toldTo({ id }: Step): ActasError | undefined {
    const error = this.#told.get(id);
    this.#told.delete(id);
    return error;
  }

  #circle(steps: readonly Step[]): readonly Step[] | undefined {
    const next = steps.at(-1)!;
    const before = steps.slice(0, -1);
    const again = before.findIndex(({ id }) => id === next.id);
    if (again >= 0) return steps.slice(again);
    for (const [index, step] of before.entries()) {
      const path = this.#path(next, step.id, new Set());
      if (path) return [...before.slice(index), ...path];
    }
    return undefined;
  }

  #path(from: Step, to: string, seen: Set<string>): readonly Step[] | undefined {
    if (from.id === to) return [from];
    if (seen.has(from.id)) return undefined;
    seen.add(from.id);
    for (const { step } of this.#waits.get(from.id)?.values() ?? []) {
      const rest = this.#path(step, to, seen);
      if (rest) return [from, ...rest];
    }
    return undefined;
  }

  #add(from: string, step: Step): void {
    const waits = this.#waits.get(from) ?? new Map();
    this.#waits.set(from, waits);
    const edge = waits.get(step.id) ?? { step, times: 0 };
    edge.times++;
    waits.set(step.id, edge);
  }

  #remove(from: string, { id }: Step): void {
    const waits = this.#waits.get(from);
    const edge = waits?.get(id);
    if (!waits || !edge || --edge.times > 0) return;
    waits.delete(id);
    if (waits.size === 0) this.#waits.delete(from);
  }
}
