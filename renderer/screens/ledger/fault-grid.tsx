import { Cell, Column, Row, Table, TableBody, TableHeader, TableLayout, Virtualizer } from 'react-aria-components'
import type { ImportFaultDto } from '../../../preload/contract/dto'
import { useWords } from '../../hooks/use-words'

interface FaultGridProps {
  readonly faults: readonly ImportFaultDto[]
  readonly label: string
  /** Where the words stand. */
  readonly group: 'fault' | 'warning'
}

/** File, line, column, value and reason of each; only the rows in sight are drawn. */
export function FaultGrid({ faults, label, group }: FaultGridProps) {
  const words = useWords()
  const { t } = words
  const rows = faults.map((fault, index) => ({ id: index, ...fault }))
  return (
    <Virtualizer layout={TableLayout} layoutOptions={{ estimatedRowHeight: 44, headingHeight: 36 }}>
      <Table className="fault-grid" aria-label={label}>
        <TableHeader className="fault-grid-head">
          <Column width="17%">{t('ui.faults.file')}</Column>
          <Column width="8%">{t('ui.faults.line')}</Column>
          <Column width="20%">{t('ui.faults.column')}</Column>
          <Column width="17%">{t('ui.faults.value')}</Column>
          <Column isRowHeader width="38%">
            {t('ui.faults.reason')}
          </Column>
        </TableHeader>
        <TableBody items={rows}>
          {({ id, file, line, column, value, code, params }) => (
            <Row className="fault-row" id={id}>
              <Cell>{file}</Cell>
              <Cell>{line}</Cell>
              <Cell>{column}</Cell>
              <Cell className="value">{value}</Cell>
              <Cell>{words.sentence(group, code, { value: value ?? '', ...params })}</Cell>
            </Row>
          )}
        </TableBody>
      </Table>
    </Virtualizer>
  )
}
