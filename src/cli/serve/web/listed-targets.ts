import { ActasError } from "../../../base/errors.ts";
import { printable } from "../../../base/printable.ts";
import { shellWord } from "../../../base/shell-word.ts";
import { findProfile } from "../../../profiles/profile.ts";
import { createReaders, readFiles } from "../../../requests/read-files.ts";
import { readProfiles } from "../../../requests/usable-profiles.ts";
import type { CustomRole } from "../../../serve/page/custom-role.ts";
import type { PageTargets } from "../../../serve/page/page-targets.ts";
import type { ServedProfile } from "../../../serve/page/served-profile.ts";
import type { ProfileNames } from "../../../serve/page/serving-actions.ts";
import { resolveTarget } from "../../../targets/resolve-target.ts";
import type { AgentUse } from "../../asking/ask.ts";
import { requestEnvironment } from "../../environment/request-environment.ts";
import { type Choice, servedChoice } from "../../picker/choice.ts";
import { ChoiceList } from "../../picker/choice-list.ts";
import { fillList } from "../../picker/fill-list.ts";
import { foundOnPage } from "../../picker/in-browser/found-on-page.ts";
import { knownBefore } from "../../setup/known-before.ts";
import { newProfile } from "../../setup/profiles/new-profile.ts";
import { requireWritableProfiles } from "../../setup/require-writable.ts";
import type { NamedTarget } from "../../target/target-request.ts";
import { nameOf, type ServedTargets } from "../served-targets.ts";

export interface ListedTargetsParts {
  readonly served: ServedTargets;
  readonly agent: AgentUse;
  readonly signIn: (source: string) => Promise<void>;
}

/** The list of the picker, for the page of `actas serve`. */
export class ListedTargets implements PageTargets {
  readonly #parts: ListedTargetsParts;
  readonly #list = new ChoiceList();
  /** The names that roles are served under, by what was typed into the form. */
  readonly #custom = new Map<string, string>();
  /** What {@link rowOf} said last, and of which list. */
  #row: { readonly target: string; readonly version: number; readonly key: string | undefined } | undefined;
  #filled: Promise<void> | undefined;
  #sourceProfiles: readonly string[] = [];

  constructor(parts: ListedTargetsParts) {
    this.#parts = parts;
  }

  get sourceProfiles(): readonly string[] {
    return this.#sourceProfiles;
  }

  list(): ReturnType<PageTargets["list"]> {
    const { notes, rows, state, version } = this.#list;
    return { version, total: rows.length, list: state, notes };
  }

  find(search: Parameters<PageTargets["find"]>[0]): ReturnType<PageTargets["find"]> {
    return foundOnPage(search, this.#list);
  }

  /** One after another: an earlier filling must not undo what a later one has found. */
  fill(): void {
    this.#filled = (this.#filled ?? Promise.resolve()).then(() => this.#fill());
  }

  meant(key: string): ReturnType<PageTargets["meant"]> {
    const choice = this.#list.rows.find((row) => row.key === key);
    if (choice?.means.kind !== "target") return choice && { source: choice.means.source };
    const name = this.#servedName(choice) ?? "";
    if (!this.#list.isUnlisted(choice)) this.#parts.served.know(name, choice.means.named);
    return { target: name };
  }

  rowOf(target: string): string | undefined {
    // The page asks several times a second, and the list may have thousands of rows.
    if (this.#row?.target !== target || this.#row.version !== this.#list.version) {
      const key = this.#keyOf(target);
      this.#row = { target, key, version: this.#list.version };
    }
    return this.#row.key;
  }

  signIn(source: string): Promise<void> {
    return this.#parts.signIn(source);
  }

  named({ externalId, roleArn, sourceProfile }: CustomRole): string {
    const key = [roleArn, sourceProfile, externalId].join("\0");
    const taken = new Set(this.#custom.values());
    const plain = sourceProfile === undefined ? roleArn : `${roleArn} by ${printable(sourceProfile)}`;
    let name = this.#custom.get(key) ?? plain;
    if (!this.#custom.has(key)) for (let count = 2; taken.has(name); count++) name = `${plain} (${count})`;
    this.#custom.set(key, name);
    this.#parts.served.know(name, {
      target: roleArn,
      ...(sourceProfile !== undefined && { sourceProfile }),
      ...(externalId !== undefined && { externalId }),
    });
    return name;
  }

  async save(name: string, { externalId, roleArn, sourceProfile }: CustomRole): Promise<string> {
    const before = await knownBefore();
    requireWritableProfiles(before.environment);
    const { write } = newProfile(
      {
        name,
        target: roleArn,
        ...(sourceProfile !== undefined && { profile: sourceProfile }),
        ...(externalId !== undefined && { externalId }),
      },
      before,
    );
    await write();
    return name;
  }

  /** As the files say it now. */
  async profile(target: string): Promise<ServedProfile> {
    const request = await this.#parts.served.requestFor(target);
    const { definitions, files } = await readFiles(createReaders(), request.environment);
    const { chain } = resolveTarget(request, files, definitions, { delivery: "other" });
    const last = chain.at(-1);
    const named = request.target === undefined ? undefined : request.sourceProfile;
    const profile = findProfile(files, request.target ?? request.sourceProfile ?? target);
    const sourceProfile = named ?? profile?.settings.get("source_profile")?.value;
    return {
      target: printable(target),
      role_arn: last?.roleArn ?? "",
      external_id: last?.externalId ?? "",
      auth_url: "",
      username: "",
      jump_role: "",
      client_id: "",
      redirect_uri: "",
      ...(sourceProfile !== undefined && { source_profile: sourceProfile }),
    };
  }

  async profileNames(): Promise<ProfileNames> {
    const { usable } = await readProfiles(createReaders(), requestEnvironment());
    const names = (isMeant: boolean): readonly string[] =>
      usable.filter(({ roleArn }) => (roleArn !== undefined) === isMeant).map(({ name }) => name);
    return { withRole: names(true), others: names(false) };
  }

  #keyOf(target: string): string | undefined {
    const list = this.#list;
    const rows = list.rows.filter((row) => this.#servedName(row) === target);
    const listed = rows.find((row) => !list.isUnlisted(row));
    const [first] = rows;
    if (listed && first && first !== listed) list.dropUnlisted(first);
    if (first || list.state === "growing") return (listed ?? first)?.key;
    const row = servedChoice(target);
    list.addUnlisted(row);
    return row.key;
  }

  #servedName(row: Choice): string | undefined {
    const { means, typed } = row;
    if (means.kind !== "target") return undefined;
    return this.#list.isUnlisted(row) ? means.named.target : servedName(means.named, typed);
  }

  async #fill(): Promise<void> {
    const list = this.#list;
    if (list.state === "complete") list.reopen();
    try {
      this.#sourceProfiles = (await this.profileNames()).others;
      await fillList({ list, source: undefined, agent: this.#parts.agent });
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      list.note(error.message);
      list.complete();
    }
    const { failure } = list;
    if (failure instanceof ActasError) list.note(failure.message);
  }
}

/** The name under which a row is served. Some need an option when they are typed: their plain names mean something else. */
function servedName(named: NamedTarget, typed: string): string {
  const plain = nameOf(named);
  return shellWord(plain) === typed ? plain : typed;
}
