import { Command } from "commander";

export function configCommand(): Command {
  return new Command("config");
}
