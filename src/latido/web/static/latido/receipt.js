// Finds a report by its receipt and opens the answers in the page. Without scripts the server does it in memory.
import { fromBase64url, openEnvelope, receiptKeys, sealEnvelope, toBase64url, unwrapReporterKey } from "./seal.js";
const by = (id) => document.getElementById(id);
const [ask, again, problem] = [by("ask"), by("again"), by("problem")];
let found, receipt; // the receipt stays in the page: only what is derived from it is sent
async function find(more) {
  const random = () => ({ lookupId: crypto.getRandomValues(new Uint8Array(16)) }); // mistyped: found nowhere
  const lookup = toBase64url((await receiptKeys(receipt).catch(random)).lookupId);
  const request = { method: "POST", headers: { "Content-Type": "application/json" } };
  const answer = await fetch(ask.action, { ...request, body: JSON.stringify({ lookup, ...more }) });
  found = await answer.json();
  if (!answer.ok) throw new RangeError(found.message);
  const [point, wrapped] = [found.point, found.key].map(fromBase64url);
  const key = await unwrapReporterKey(wrapped, point, receipt);
  const items = await Promise.all(found.letters.map(async ({ hour, envelope }) => {
    const item = by(envelope ? "answer" : "own").content.cloneNode(true);
    item.querySelector(".hour").textContent = hour;
    if (!envelope) return item; // the reporter's own words are not shown again
    const { text } = await openEnvelope(fromBase64url(envelope), key, point);
    const lines = text.split(/\n+/).map((line) => Object.assign(document.createElement("p"), { textContent: line }));
    item.querySelector(".text").append(...lines);
    return item;
  }));
  by("thread").replaceChildren(...items);
  for (const each of document.querySelectorAll("[data-status]")) each.hidden = each.dataset.status !== found.status;
  [ask.hidden, by("found").hidden] = [true, false];
  by("found").focus();
}
async function write() {
  const text = again.elements.text.value.trim();
  if (!text) throw new RangeError("empty");
  const id = Uint8Array.from(found.id.match(/../g), (pair) => parseInt(pair, 16));
  const envelope = await sealEnvelope({ v: 1, text }, 3, id, found.points.map(fromBase64url));
  await find({ envelope: toBase64url(envelope) });
  again.reset();
}
function start(event, action) {
  event.preventDefault();
  [problem.hidden, event.submitter.disabled] = [true, true];
  action().catch((error) => {
    const code = error instanceof RangeError ? error.message : "failed";
    by("reason").textContent = problem.dataset[code] ?? code;
    problem.hidden = false;
    problem.focus();
  }).finally(() => { event.submitter.disabled = false; });
}
if (crypto.subtle) {
  ask.addEventListener("submit", (event) => start(event, () => ((receipt = ask.elements.receipt.value), find())));
  again.addEventListener("submit", (event) => start(event, write));
}
