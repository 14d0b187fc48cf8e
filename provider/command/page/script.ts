/**
 * What the page does beyond standing there: heads that sort, all customers opened at once, and all of them on paper.
 * Without it the table is in the report's order, and each customer can be opened.
 */
export const script = `
const table = document.querySelector("table");
const all = [...document.querySelectorAll("details")];

function sortBy(head, column) {
  const isAscending = head.getAttribute("aria-sort") !== "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", isAscending ? "ascending" : "descending");
  const value = (body) => body.rows[0].cells[column].dataset.value;
  const compare = head.dataset.sort === "number"
    ? (one, other) => value(one) - value(other)
    : (one, other) => value(one).localeCompare(value(other), undefined, { numeric: true });
  const sign = isAscending ? 1 : -1;
  table.append(...[...table.tBodies].sort((one, other) => sign * compare(one, other)));
}

function buttonOf(text, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", act);
  return button;
}

if (table) {
  table.classList.add("sortable");
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    head.replaceChildren(buttonOf(head.textContent, () => sortBy(head, column)));
  });
  const toggle = buttonOf("Open all", () => {
    const isClosed = all.some(({ open }) => !open);
    for (const one of all) one.open = isClosed;
    toggle.textContent = isClosed ? "Close all" : "Open all";
  });
  toggle.className = "toggle";
  document.querySelector(".heading").append(toggle);
}

let opened = [];
addEventListener("beforeprint", () => {
  opened = all.filter(({ open }) => !open);
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
});
`;
