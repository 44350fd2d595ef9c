import type { Workstation } from '../../engine/app'
import { done, type Outcome } from '../outcome'
import { answerOf, type Register } from '../session'
import type { Words } from '../words'

export const registerWorkstation: Register = (program, runner) => {
  const { text } = runner.session.words
  const workstation = program.command('workstation').description(text('cli.workstation.about'))
  workstation
    .command('show')
    .description(text('cli.workstation.show.about'))
    .action(() => runner.withApp(async (app, { words }) => workstationOutcome(app.workstation.show(), words)))
  workstation
    .command('adopt')
    .description(text('cli.workstation.adopt.about'))
    .action(() =>
      runner.withApp(async (app, { words }) =>
        answerOf(await app.workstation.adopt(), (shown) => workstationOutcome(shown, words)),
      ),
    )
  workstation
    .command('branch')
    .argument('<id>', text('cli.workstation.branch.id'))
    .description(text('cli.workstation.branch.about'))
    .action((id: string) =>
      runner.withApp(async (app, { words }) =>
        answerOf(await app.workstation.setBranch(id === 'none' ? null : id), (shown) =>
          workstationOutcome(shown, words),
        ),
      ),
    )
}

function workstationOutcome(shown: Workstation, words: Words): Outcome {
  const { name, boundName, installationId, branch, adopted, reason } = shown
  return done({ name, boundName, installationId, branch, adopted, reason }, [
    words.text('cli.workstation.name', { name }),
    words.text('cli.workstation.branchIs', { branch: branch ?? words.text('cli.all') }),
    reason === null ? words.text('cli.workstation.adopted') : words.text(`cli.workstation.${reason}`, { boundName }),
  ])
}
