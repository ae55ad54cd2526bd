import { parseServerUrl } from '../../imap/url.js';
import { announcedIn } from '../announced-capabilities.js';
import { placeInMessage } from '../grammar-rule.js';
import { headOf } from '../place.js';
import type { Rule } from '../rule.js';

/** A password that goes over the net as it is — RFC 9051 §11.1, RFC 8314 §3 */
export const loginInClear: Rule = {
  code: 'V006',
  name: 'login-in-clear',
  category: 'value',
  severity: 'warning',
  fix: 'none',
  check({ report, state, outcomeOf }) {
    let host: string | undefined;
    let isDisabled = false;
    return {
      names: ['LOGIN', 'AUTHENTICATE', 'STARTTLS'],
      server(message) {
        isDisabled = announcedIn(headOf(message).text)?.has('LOGINDISABLED') ?? isDisabled;
      },
      directive({ body }) {
        if (body.name !== 'server') return;
        const parsed = parseServerUrl(body.url);
        const isInClear =
          parsed.kind === 'url' && parsed.url.scheme === 'imap' && !isLoopback(parsed.url.host);
        host = isInClear ? parsed.url.host : undefined;
      },
      command(message, command) {
        if (command.name === 'STARTTLS') isDisabled = false;
        if (command.name === 'LOGIN' && isDisabled && outcomeOf(message)?.status !== 'OK') {
          report({ span: placeInMessage(message, command.nameSpan), message: disabled });
          return;
        }
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

const disabled =
  'LOGIN is disabled here (LOGINDISABLED): it is refused, but the password has crossed the net. Use imaps://, or STARTTLS before it.';

function sendsPassword(name: string, argumentText: string): boolean {
  return name === 'LOGIN' || (name === 'AUTHENTICATE' && /^(?:PLAIN|LOGIN)\b/i.test(argumentText));
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|::1)$/i.test(host) || host.includes('${');
}
