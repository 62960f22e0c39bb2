// Seals a report in the page and sends it. Without scripts the same form is posted and sealed on arrival.
import { fromBase64url, newReceipt, newReporter, receiptKeys, sealEnvelope, toBase64url, wrapReporterKey }
  from "./seal.js";
const by = (id) => document.getElementById(id);
const [form, problem, language] = [by("report"), by("problem"), document.documentElement.lang];
const table = JSON.parse(new TextDecoder().decode(fromBase64url(form.dataset.routing.split(".")[1])));
let sealed; // until the form changes: a second try sends the same bytes, which count once
async function seal() {
  const fields = new FormData(form);
  const text = (name) => fields.get(name).trim();
  const [chosen] = form.elements.place.selectedOptions;
  const small = "small" in chosen.dataset; // its name is sealed, not sent in clear
  const [place, urgent, signs] = [small ? "" : chosen.value, fields.has("urgent"), fields.getAll("signs")];
  if (!signs.length && !text("narrative")) throw new RangeError("empty");
  const rule = table.rules.find((each) => [place, ""].includes(each.place)
    && [table.state, ""].includes(each.state) && (urgent || !each.urgent));
  if (!rule) throw new RangeError("nobody");
  const exact_place = [small ? chosen.text : "", text("exact_place")].filter(Boolean).join(". ");
  const told = Object.fromEntries(["narrative", "contact", "contact_when"].map((name) => [name, text(name)]));
  const [id, reporter, receipt] = [crypto.getRandomValues(new Uint8Array(16)), await newReporter(), newReceipt()];
  id.set([(id[6] & 15) | 64, id[7], (id[8] & 63) | 128], 6); // a random UUID, version 4
  const points = [...rule.teams, rule.escalation].filter(Boolean).map(fromBase64url);
  const envelope = toBase64url(await sealEnvelope({ v: 1, ...told, exact_place, language }, 1, id, points));
  const [lookup, point] = [(await receiptKeys(receipt)).lookupId, reporter.point].map(toBase64url);
  const key = toBase64url(await wrapReporterKey(reporter, receipt));
  const clear = { v: 1, place, signs, urgent, campaign: text("campaign"), language, table: table.version };
  return { receipt, body: JSON.stringify({ ...clear, lookup, point, key, envelope }) };
}
async function send() {
  sealed ??= await seal();
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(form.action, { method: "POST", headers, body: sealed.body });
  if (!answer.ok) throw new RangeError((await answer.json()).message);
  by("number").textContent = sealed.receipt;
  form.reset();
  [by("write").hidden, by("sent").hidden] = [true, false];
  by("sent").focus();
}
function explain(error) {
  const code = error instanceof RangeError ? error.message : "failed";
  by("reason").textContent = problem.dataset[code] ?? code; // the server's own words otherwise
  problem.hidden = false;
  problem.focus();
}
form.addEventListener("input", () => { sealed = undefined; });
by("print").addEventListener("click", () => window.print());
by("copy").addEventListener("click", () => navigator.clipboard.writeText(by("number").textContent));
// WebCrypto is absent without https; the form is then posted and the server seals.
if (crypto.subtle) form.addEventListener("submit", (event) => {
  event.preventDefault();
  [problem.hidden, event.submitter.disabled] = [true, true];
  send().catch(explain).finally(() => { event.submitter.disabled = false; });
});
