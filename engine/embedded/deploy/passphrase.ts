import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";

// Pulumi's own numbers (sdk/go/common/resource/config/crypt.go).
const ROUNDS = 1_000_000;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const SALT_BYTES = 8;
const TAG_BYTES = 16;
const PROOF = "pulumi"; // encrypted beside the salt, so that a wrong passphrase shows

/** Encrypts and decrypts what a state keeps secret. */
export interface Crypter {
  /** What a state says of the key: enough to derive it again from the passphrase. */
  readonly salt: string;
  encrypt(plain: string): string;
  decrypt(text: string): string;
}

/** A passphrase that doesn't open what it should. */
export class WrongPassphrase extends Error {
  override readonly name = "WrongPassphrase";
}

const derived = new Map<string, Promise<Crypter>>();

/**
 * The key of a passphrase and a salt, or of a new salt: Pulumi's scheme "passphrase", version 1.
 * Deriving it takes a third of a second on purpose, so each is derived once in a process.
 */
export function passphraseCrypter(passphrase: string, salt?: string): Promise<Crypter> {
  if (salt === undefined) return makeCrypter(passphrase, randomBytes(SALT_BYTES));
  const name = JSON.stringify([passphrase, salt]);
  const known = derived.get(name) ?? openCrypter(passphrase, salt);
  derived.set(name, known);
  return known;
}

async function makeCrypter(passphrase: string, bytes: Buffer): Promise<Crypter> {
  const key = await keyOf(passphrase, bytes);
  const salt = `v1:${bytes.toString("base64")}:${sealed(key, PROOF)}`;
  const crypter = crypterOf(key, salt);
  derived.set(JSON.stringify([passphrase, salt]), Promise.resolve(crypter));
  return crypter;
}

async function openCrypter(passphrase: string, salt: string): Promise<Crypter> {
  const [version, bytes, ...proof] = salt.split(":");
  if (version !== "v1" || bytes === undefined) {
    throw new WrongPassphrase(`"${salt}" is no salt of the form v1:...`);
  }
  const crypter = crypterOf(await keyOf(passphrase, Buffer.from(bytes, "base64")), salt);
  if (crypter.decrypt(proof.join(":")) !== PROOF) throw new WrongPassphrase("incorrect passphrase");
  return crypter;
}

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return promisify(pbkdf2)(passphrase, salt, ROUNDS, KEY_BYTES, "sha256");
}

function crypterOf(key: Buffer, salt: string): Crypter {
  return { salt, encrypt: (plain) => sealed(key, plain), decrypt: (text) => opened(key, text) };
}

function sealed(key: Buffer, plain: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${body.toString("base64")}`;
}

function opened(key: Buffer, text: string): string {
  const [version, nonce = "", body = ""] = text.split(":");
  if (version !== "v1") throw new WrongPassphrase(`a secret is not of the form v1:...`);
  const bytes = Buffer.from(body, "base64");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const plain = decipher.update(bytes.subarray(0, -TAG_BYTES));
    return Buffer.concat([plain, decipher.final()]).toString("utf8");
  } catch {
    throw new WrongPassphrase("incorrect passphrase");
  }
}
