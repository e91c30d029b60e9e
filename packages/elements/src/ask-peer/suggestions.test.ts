import { assert } from '@esm-bundle/chai'
import type { Reason, Suggestions } from '@vlinder/contract'
import '../define/ask-peer.ts'
import { forget } from '../kit/drafts.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { author, serve } from '../testing/server.ts'
import type { AskPeer } from './ask-peer.ts'

const because: Reason[] = [
  { type: 'tried', outcome: 'failed', count: 1, questions: ['q-1'] },
  { type: 'experience', topic: 'beeldbellen', outcome: 'failed', note: 'Te snel.' },
  { type: 'topic', topic: 'medicatie' },
  { type: 'commented', count: 2, stories: ['s-1', 's-2'], questions: [] },
  { type: 'alike', by: 'position' },
  { type: 'alike', by: 'organisation-type' },
]
const SAID = {
  nl: 'probeerde een antwoord hierop, en weet waarom het niet lukte; leerde van wat mislukte: beeldbellen; wil hierover gevraagd worden: medicatie; reageerde hier 2 keer op; doet werk als het jouwe; werkt in net zo’n organisatie',
  en: 'tried an answer to this, and knows why it did not work; learned from what failed: beeldbellen; is glad to be asked about medicatie; commented on this 2 times; does work like yours; works in the same sort of organisation',
}

describe('the reasons for a peer', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    forget()
    document.body.replaceChildren()
  })

  for (const [lang, said] of Object.entries(SAID))
    it(`are said in ${lang}, failures as experience`, async () => {
      const found: Suggestions = { questions: [], stories: [], peers: [{ member: author, because }] }
      server = serve({ 'POST /suggestions': () => found })
      const box = place<AskPeer>('<vlinder-ask-peer></vlinder-ask-peer>', lang)
      type(await until(() => inside<HTMLTextAreaElement>(box, 'textarea')), 'Wie kent beeldbellen?')
      await until(() => inside(box, '.peer'))
      assert.include(text(box), said)
      await accessible(box)
    })
})
