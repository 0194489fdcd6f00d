import { element } from "./element.ts";

/** The field one types into to find rows, with its label. */
export function searchField(rows: HTMLElement): { readonly label: HTMLElement; readonly search: HTMLInputElement } {
  const search = element("input", {
    id: "search",
    type: "text",
    role: "combobox",
    placeholder: "Account, role or profile",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "go",
    "aria-autocomplete": "list",
    "aria-expanded": "true",
    "aria-controls": rows.id,
    "aria-describedby": "keys",
  });
  return { search, label: element("label", { for: search.id, class: "unseen" }, "Search") };
}
