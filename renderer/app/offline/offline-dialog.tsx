import { Modal, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { offlineRows } from './rows.ts'

/** Tells what can be done without a network: everything there is, place by place, and the reasons of the rest. */
export function OfflineDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['offline', 'common'])
  return (
    <Modal
      opened
      size={860}
      title={t('title')}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <p>{t('body')}</p>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('head.place')}</Table.Th>
            <Table.Th>{t('head.acts')}</Table.Th>
            <Table.Th>{t('head.answer')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {offlineRows().map(({ place, answer, acts }) => (
            <Table.Tr key={`${place}/${answer}`}>
              <Table.Td>{t(`place.${place}` as 'place.ticket')}</Table.Td>
              <Table.Td>
                {acts.map((act) => t(`act.${place}.${act}` as 'act.ticket.assign')).join(', ')}
              </Table.Td>
              <Table.Td>{t(`answer.${answer}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
