import { element } from "../element.ts";

/** The form for a role that is named by its ARN. */
export interface RoleForm {
  readonly details: HTMLDetailsElement;
  readonly form: HTMLFormElement;
  readonly save: HTMLButtonElement;
  readonly name: HTMLInputElement;
  /** The values to send. */
  fields(): Readonly<Record<string, string>>;
  /** Offers these profiles as the one whose keys assume the role. */
  offer(profiles: readonly string[]): void;
}

const AS_TYPED = { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false" };

export function roleForm(): RoleForm {
  const arn = element("input", {
    ...AS_TYPED,
    id: "role-arn",
    required: "",
    placeholder: "arn:aws:iam::111122223333:role/Dev",
    pattern: "arn:[\\w\\-]+:iam::\\d{12}:role/.+",
    title: "the ARN of a role, such as arn:aws:iam::111122223333:role/Dev",
  });
  const source = element("select", { id: "source-profile" });
  const externalId = element("input", { ...AS_TYPED, id: "external-id" });
  const name = element("input", {
    ...AS_TYPED,
    id: "profile-name",
    pattern: "\\w[\\w.@+\\-]*",
    title: "letters, digits and _.@+-",
  });
  const serve = element("button", { type: "submit" }, "Serve it");
  const save = element("button", { type: "button" }, "Save as a profile");
  const form = element(
    "form",
    {},
    ...labelled("ARN of the role", arn),
    ...labelled("Profile whose keys assume it", source),
    ...labelled("External ID, if it needs one", externalId),
    element("div", { class: "buttons" }, serve),
    ...labelled("Name of the profile, to save it", name),
    element("div", { class: "buttons" }, save),
  );
  const details = element("details", {}, element("summary", {}, "Add a role by its ARN"), form);
  let offered = "";
  return {
    details,
    form,
    save,
    name,
    fields: () => ({
      "adv-type": "iam",
      "role-arn": arn.value,
      "source-profile": source.value,
      "external-id": externalId.value,
    }),
    offer(profiles) {
      if (profiles.join("\n") === offered) return;
      offered = profiles.join("\n");
      const chosen = source.value;
      const usual = element("option", { value: "" }, "as on the command line");
      source.replaceChildren(usual, ...profiles.map((profile) => element("option", { value: profile }, profile)));
      source.value = profiles.includes(chosen) ? chosen : "";
    },
  };
}

function labelled(text: string, field: HTMLElement): readonly HTMLElement[] {
  return [element("label", { for: field.id }, text), field];
}
