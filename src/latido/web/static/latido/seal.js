// Seals and opens envelopes in the browser. docs/envelope.md specifies every byte; WebCrypto does the rest.
const { subtle } = crypto;
const NONE = new Uint8Array();
const bytes = (text) => new TextEncoder().encode(text);
const random = (length) => crypto.getRandomValues(new Uint8Array(length));
function join(...parts) {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (joined.set(part, at), at + part.length), 0);
  return joined;
}
export const toBase64url = (raw) => btoa(Array.from(raw, (byte) => String.fromCharCode(byte)).join(""))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
export const fromBase64url = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
async function hkdf(secret, salt, info, length) {
  const key = await subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  return new Uint8Array(await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, 8 * length));
}
async function aesGcm(action, key, iv, additionalData, data) {
  const imported = await subtle.importKey("raw", key, "AES-GCM", false, [action]);
  return new Uint8Array(await subtle[action]({ name: "AES-GCM", iv, additionalData }, imported, data));
}

// Keys. A point is 0x04 || x || y; a JWK holds the same x and y and, when private, the scalar d.
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const toPoint = (jwk) => join([4], fromBase64url(jwk.x), fromBase64url(jwk.y));
const toJwk = (point, rest = {}) => (
  { kty: "EC", crv: "P-256", x: toBase64url(point.slice(1, 33)), y: toBase64url(point.slice(33)), ...rest });
export const keyId = async (point) => new Uint8Array(await subtle.digest("SHA-256", point)).slice(0, 8);
export async function newReporter() {
  const { privateKey } = await subtle.generateKey(CURVE, true, ["deriveBits"]);
  const jwk = await subtle.exportKey("jwk", privateKey);
  return { point: toPoint(jwk), privateJwk: toJwk(toPoint(jwk), { d: jwk.d }) };
}

// HPKE, RFC 9180: base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, one message.
const KEM = join(bytes("KEM"), [0, 0x10]);
const HPKE = join(bytes("HPKE"), [0, 0x10, 0, 1, 0, 1]);
const labeled = (suite, label, input) => join(bytes("HPKE-v1"), suite, bytes(label), input);
async function extract(label, input) {
  // An empty salt is 32 zero bytes (RFC 5869), because WebCrypto refuses an HMAC key of no bytes.
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const zeros = await subtle.importKey("raw", new Uint8Array(32), hmac, false, ["sign"]);
  return new Uint8Array(await subtle.sign("HMAC", zeros, labeled(HPKE, label, input)));
}
async function agree(privateJwk, point) {
  const key = await subtle.importKey("jwk", privateJwk, CURVE, false, ["deriveBits"]);
  const other = await subtle.importKey("raw", point, CURVE, false, []);
  return new Uint8Array(await subtle.deriveBits({ name: "ECDH", public: other }, key, 256));
}
async function schedule(dh, enc, receiver, info) {
  const kemInfo = join([0, 32], labeled(KEM, "shared_secret", join(enc, receiver)));
  const shared = await hkdf(labeled(KEM, "eae_prk", dh), NONE, kemInfo, 32);
  const context = join([0], await extract("psk_id_hash", NONE), await extract("info_hash", info));
  const derive = (label, length) =>
    hkdf(labeled(HPKE, "secret", NONE), shared, join([0, length], labeled(HPKE, label, context)), length);
  return [await derive("key", 16), await derive("base_nonce", 12)];
}
export async function hpkeSeal(publicPoint, info, aad, plaintext, ephemeralJwkForTests) {
  const ephemeral = ephemeralJwkForTests ?? (await newReporter()).privateJwk;
  const enc = toPoint(ephemeral);
  const [key, nonce] = await schedule(await agree(ephemeral, publicPoint), enc, publicPoint, info);
  return join(enc, await aesGcm("encrypt", key, nonce, aad, plaintext));
}
export async function hpkeOpen(sealed, privateJwk, info, aad) {
  const enc = sealed.slice(0, 65);
  const [key, nonce] = await schedule(await agree(privateJwk, enc), enc, toPoint(privateJwk), info);
  return aesGcm("decrypt", key, nonce, aad, sealed.slice(65));
}

// Envelopes.
export const MAX_CONTENT_BYTES = 65536;
const binding = (kind, recordId) =>
  join(bytes("latido envelope v1"), [0, 1, 1, kind], recordId, [0, 0, 0, 0, 1]);
export async function sealEnvelope(content, kind, recordIdBytes, recipientPoints) {
  const json = bytes(JSON.stringify(content));
  if (json.length > MAX_CONTENT_BYTES) throw new RangeError("content_too_large");
  const padded = new Uint8Array(Math.ceil(json.length / 1024) * 1024).fill(0x20);
  padded.set(json);
  const [key, nonce, info, count] = [random(32), random(12), binding(kind, recordIdBytes), recipientPoints.length];
  const ids = await Promise.all(recipientPoints.map(keyId));
  const seals = await Promise.all(recipientPoints.map((point) => hpkeSeal(point, info, NONE, key)));
  const ciphertext = await aesGcm("encrypt", key, nonce, join(info, [count], ...ids), padded);
  const blocks = ids.map((id, i) => join(id, seals[i]));
  return join([1, 1, kind], recordIdBytes, [count], ...blocks, nonce, ciphertext);
}
export async function openEnvelope(envelope, privateJwk, publicPoint) {
  const [version, suite, kind] = envelope;
  const end = 20 + envelope[19] * 121;
  if (version !== 1 || suite !== 1 || !(end + 28 < envelope.length)) throw new TypeError("not_an_envelope");
  const blocks = Array.from({ length: envelope[19] }, (_, i) => envelope.slice(20 + i * 121, 141 + i * 121));
  const [own, ids] = [`${await keyId(publicPoint)}`, blocks.map((block) => block.slice(0, 8))];
  const block = blocks[ids.findIndex((id) => `${id}` === own)];
  if (!block) throw new TypeError("not_a_recipient");
  const info = binding(kind, envelope.slice(3, 19));
  const key = await hpkeOpen(block.slice(8), toJwk(publicPoint, { d: privateJwk.d }), info, NONE);
  const [nonce, aad] = [envelope.slice(end, end + 12), join(info, [ids.length], ...ids)];
  const padded = await aesGcm("decrypt", key, nonce, aad, envelope.slice(end + 12));
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(padded));
}

// Receipts: 80 bits as 16 signs of Crockford base32; they find the report and wrap the reporter's key.
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const newReceipt = () =>
  Array.from(random(16), (byte) => SIGNS[byte & 31]).join("").match(/.{4}/g).join("-");
function readReceipt(text) {
  const typed = text.toUpperCase().replace(/[\s\-‐-―−]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  const values = Array.from(typed, (sign) => SIGNS.indexOf(sign));
  if (values.includes(-1)) throw new TypeError("receipt_characters");
  if (values.length !== 16) throw new TypeError("receipt_length");
  const bits = values.map((value) => value.toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g), (byte) => parseInt(byte, 2));
}
export async function receiptKeys(receipt) {
  const derive = (label, length) => hkdf(readReceipt(receipt), NONE, bytes(label), length);
  const wrapKey = await derive("latido receipt wrap v1", 32);
  return { wrapKey, lookupId: await derive("latido receipt lookup v1", 16) };
}
const wrapAad = (point) => join(bytes("latido reporter v1\0"), point);
export async function wrapReporterKey({ privateJwk, point }, receipt) {
  const [{ wrapKey }, nonce] = [await receiptKeys(receipt), random(12)];
  return join([1], nonce, await aesGcm("encrypt", wrapKey, nonce, wrapAad(point), fromBase64url(privateJwk.d)));
}
export async function unwrapReporterKey(wrapped, point, receipt) {
  if (wrapped.length !== 61 || wrapped[0] !== 1) throw new TypeError("wrapped_format");
  const { wrapKey } = await receiptKeys(receipt);
  const scalar = await aesGcm("decrypt", wrapKey, wrapped.slice(1, 13), wrapAad(point), wrapped.slice(13));
  return toJwk(point, { d: toBase64url(scalar) });
}
