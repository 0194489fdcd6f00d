import { readText } from "../read-bytes.ts";

/** The variables that another process was started with. Empty where the system does not say, as on macOS. proc(5) */
export function environmentOf(pid: number): [name: string, value: string][] {
  return readText(`/proc/${pid}/environ`)
    .split("\0")
    .map((line) => /^([^=]+)=(.*)$/s.exec(line))
    .flatMap((found) => (found ? [[found[1] ?? "", found[2] ?? ""] as [string, string]] : []));
}
