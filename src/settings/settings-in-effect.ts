import type { WrittenLayer } from "./layer-reader.ts";
import type { Written } from "./parse-settings.ts";
import type { SettingsLayer } from "./settings-layers.ts";
import { DEFAULTS } from "./settled-settings.ts";

/** A setting that counts, and the file that says it. */
export interface SettingInEffect {
  readonly key: string;
  readonly value: unknown;
  readonly origin: SettingsLayer["origin"] | "default";
  readonly path?: string;
}

/** Everything that counts. Of what adds up, there is one for each file. */
export function settingsInEffect(layers: readonly WrittenLayer[]): readonly SettingInEffect[] {
  const keys = Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[];
  return [
    ...keys.filter((key) => !isMany(key)).flatMap((key) => firstOf(key, layers)),
    ...PARTED.flatMap((key) => partsOf(key, layers)),
    ...eachOf("refuse", layers, ({ refuse }) => refuse),
    ...ALLOWED.flatMap((key) => eachOf(`allow.${key}`, layers, ({ allow }) => allow?.[key])),
    ...eachOf("contact", layers, ({ contact }) => contact),
  ];
}

/** Objects, of which each key counts for itself. */
const PARTED = ["shell", "console", "prompt", "targets"] as const;
const ALLOWED = ["modes", "grants", "accounts"] as const;

function isMany(key: string): boolean {
  return key === "refuse" || PARTED.some((parted) => parted === key);
}

function firstOf(key: keyof typeof DEFAULTS, layers: readonly WrittenLayer[]): readonly SettingInEffect[] {
  const [said] = eachOf(key, layers, (written) => written[key]);
  return [said ?? { key, value: DEFAULTS[key], origin: "default" }];
}

function partsOf(parted: (typeof PARTED)[number], layers: readonly WrittenLayer[]): readonly SettingInEffect[] {
  const names = new Set(layers.flatMap(({ written }) => Object.keys(written[parted] ?? {})));
  return [...names].flatMap((name) => {
    const values = ({ [parted]: all = {} }: Written): unknown =>
      Object.hasOwn(all, name) ? all[name as keyof typeof all] : undefined;
    return eachOf(`${parted}.${name}`, layers, values).slice(0, 1);
  });
}

function eachOf(
  key: string,
  layers: readonly WrittenLayer[],
  saying: (written: Written) => unknown,
): readonly SettingInEffect[] {
  return layers.flatMap(({ origin, path, written }) => {
    const value = saying(written);
    return value === undefined ? [] : [{ key, value, origin, path }];
  });
}
