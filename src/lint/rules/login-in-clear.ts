import { parseServerUrl } from '../../imap/url.js';
import { placeInMessage } from '../grammar-rule.js';
import type { Rule } from '../rule.js';

/** A password that goes over the net as it is — RFC 9051 §11.1, RFC 8314 §3 */
export const loginInClear: Rule = {
  code: 'V006',
  name: 'login-in-clear',
  category: 'value',
  severity: 'warning',
  fix: 'none',
  check({ report, state }) {
    let host: string | undefined;
    return {
      names: ['LOGIN', 'AUTHENTICATE'],
      directive({ body }) {
        if (body.name !== 'server') return;
        const parsed = parseServerUrl(body.url);
        const isInClear =
          parsed.kind === 'url' && parsed.url.scheme === 'imap' && !isLoopback(parsed.url.host);
        host = isInClear ? parsed.url.host : undefined;
      },
      command(message, command) {
        if (host === undefined || state()?.secure || !sendsPassword(command.name, command.argumentText))
          return;
        report({
          span: placeInMessage(message, command.nameSpan),
          message: `The password goes to ${host} in clear: use imaps://, or STARTTLS before it.`,
        });
      },
    };
  },
};

function sendsPassword(name: string, argumentText: string): boolean {
  return name === 'LOGIN' || (name === 'AUTHENTICATE' && /^(?:PLAIN|LOGIN)\b/i.test(argumentText));
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|::1)$/i.test(host) || host.includes('${');
}
