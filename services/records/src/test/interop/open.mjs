// Opens a sealed record with the package jose: what a browser or another implementation would do.
// Input: {"jwe": ..., "reader": private JWK, "author": public JWK}. Output: the document and the signed header.
import { compactVerify, generalDecrypt, importJWK } from 'jose';
import { readFileSync } from 'node:fs';

const { jwe, reader, author } = JSON.parse(readFileSync(0, 'utf8'));
const { plaintext } = await generalDecrypt(jwe, await importJWK(reader, 'ECDH-ES+A256KW'), {
  keyManagementAlgorithms: ['ECDH-ES+A256KW'],
  contentEncryptionAlgorithms: ['A256GCM'],
});
const { payload, protectedHeader } = await compactVerify(plaintext, await importJWK(author, 'ES256'), {
  algorithms: ['ES256'],
});
console.log(JSON.stringify({ header: protectedHeader, document: new TextDecoder().decode(payload) }));
