// Signs requests with an implementation that shares nothing with ours, for IndependentSignaturesTest:
//   npm install http-message-signatures@1.0.6 && node independent.mjs > independent.json
import { createHash, createHmac, createPrivateKey, sign as signWith } from 'node:crypto';
import { httpbis } from 'http-message-signatures';

// Keys of RFC 9421, appendix B.1.4 and B.1.5, which everybody knows.
const SECRET = Buffer.from(
  'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==', 'base64');
const PRIVATE = createPrivateKey(
  '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----\n');
const KEYS = [
  { id: 'test-shared-secret', alg: 'hmac-sha256', sign: async (data) => createHmac('sha256', SECRET).update(data).digest() },
  { id: 'test-key-ed25519', alg: 'ed25519', sign: async (data) => signWith(null, data, PRIVATE) },
];
const ALWAYS = ['@method', '@path', '@query'];
const JSON_TYPE = { 'content-type': 'application/json' };
const REQUESTS = [
  ['GET', '/slo?tenant=acme-corp', {}, '', []],
  ['GET', '/slo', { 'x-decisionos-tenant': 'acme-corp' }, '', ['x-decisionos-tenant']],
  ['GET', '/etags/a%2Fb%20c?tenant=acme-corp&prefix=%C3%A4', {}, '', ['@authority']],
  ['GET', '/labels?tenant=acme-corp&b=2&a=1&a=%20', {}, '', ['@target-uri']],
  ['HEAD', '/etags/k?tenant=acme-corp', { 'if-none-match': '"a", "b"' }, '', ['if-none-match', '@request-target']],
  ['DELETE', '/etags/k?tenant=acme-corp', { 'if-match': '"a"' }, '', ['if-match', '@scheme']],
  ['PUT', '/etags/k?tenant=acme-corp', JSON_TYPE, '{"hello":"world"}', ['content-type', 'content-digest']],
  ['PUT', '/etags/%F0%9F%98%80?tenant=acme-corp', JSON_TYPE, '"\u00e4\ud83d\ude00"', ['content-digest', 'content-type', '@authority']],
  ['POST', '/replay?tenant=acme-corp', { ...JSON_TYPE, 'idempotency-key': 'a-1' }, '{}', ['content-type', 'content-digest', 'idempotency-key']],
  ['POST', '/events/reasons?tenant=acme-corp', { 'content-type': 'application/x-ndjson', date: 'Tue, 20 Apr 2021 02:07:55 GMT' }, '{"a":1}\n', ['date', 'content-type', 'content-digest']],
];

const made = [];
for (const key of KEYS) {
  for (const [method, target, more, body, fields] of REQUESTS) {
    const headers = { host: 'Gateway.Example:8443', ...more };
    if (body) {
      headers['content-digest'] = 'sha-256=:' + createHash('sha256').update(body).digest('base64') + ':';
    }
    const write = !['GET', 'HEAD'].includes(method);
    const signed = await httpbis.signMessage(
      {
        key,
        name: 'decisionos',
        fields: [...ALWAYS, ...fields],
        params: ['created', 'keyid', 'alg', 'tag', ...(write ? ['nonce'] : [])],
        paramValues: { created: new Date(1793318400000), tag: 'decisionos', nonce: 'a"quoted\\nonce' },
      },
      { method, url: 'https://gateway.example:8443' + target, headers });
    made.push({ method, target, headers: signed.headers, body });
  }
}
console.log(JSON.stringify(made, null, 1));
