import { MailTrouble, toMailError } from '../../../main/adapters/mail/errors'
import { tokensOf } from '../../../main/adapters/mail/token-request'
import { isTextKey } from '../../../resources/locales/texts'
import { mutated, wordsOf } from '../mutate'
import type { Random } from '../random'
import { type FuzzReader, finding } from '../reader'

const samples = [
  { access_token: 'at-1', token_type: 'Bearer', expires_in: 3599, refresh_token: 'rt-2', scope: 'SMTP.Send' },
  { error: 'invalid_grant', error_description: 'AADSTS70008: expired', error_codes: [70008] },
].map((answer) => Buffer.from(JSON.stringify(answer)))
const words = wordsOf(['"access_token":', '"expires_in":-1', '1e999', '"error":""', '\\u0000', '\\r\\n', '[', 'null'])
const replies = ['535 5.7.3 refused', '530 5.7.0 Must issue STARTTLS', '550-5.7.1 one\r\n550 two', '421 busy', '220 hi']

interface Input {
  readonly status: number
  readonly body: Buffer
  readonly reply: Buffer
}

/** What an identity provider answers, and what a mail server says. */
export const tokenReader: FuzzReader = {
  name: 'mail-answers',
  share: 160,
  open: async () => ({
    make: (random: Random): Input => ({
      status: random.pick([200, 400, 401, 429, 500, 503, 0, 302]),
      body: mutated(random, samples, words),
      reply: mutated(
        random,
        replies.map((one) => Buffer.from(one)),
        words,
      ),
    }),
    read: async (input) => {
      const { status, body, reply } = input as Input // safe: what `make` made
      const response = reply.toString()
      const said = toMailError(Object.assign(new Error(response), { response, code: 'EAUTH' }), ['rt-2', 'at'])
      finding(isTextKey(`error.${said.kind}`), `no text for ${said.kind}`)
      finding(!/\p{Cc}/u.test(said.detail), 'control characters in the words')
      finding(!said.detail.includes('rt-2'), 'a secret in the words')
      try {
        const tokens = tokensOf({ status, text: body.toString() })
        finding(/^[\x21-\x7e]+$/.test(tokens.access), 'a token that breaks the sign-in line')
        finding(tokens.lifetimeMs > 0, 'a token without a life')
        return true
      } catch (error) {
        if (!(error instanceof MailTrouble)) throw error
        finding(isTextKey(`error.${error.kind}`), `no text for ${error.kind}`)
        return false
      }
    },
    close: async () => undefined,
  }),
}
