import { Alert, Button, CloseButton, TextInput, Title } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconDeviceFloppy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Refusal, Result } from '#shared/kernel/result.ts'
import type { Setting } from '#shared/settings/schema.ts'
import { useSession } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { takeSubmitKey } from '#renderer/ui/submit-key.ts'
import { FormField } from './form-field.tsx'
import { ParentField } from './parent-field.tsx'
import {
  bothNames,
  drafted,
  draftPatch,
  kept,
  tidied,
  wrongKeys,
  type SettingDraft,
  type SettingFields,
} from './setting-draft.ts'
import { useSettingDraft } from './setting-drafts.ts'
import type { KindSpec } from './setting-kinds.ts'
import { SettingUse } from './setting-use.tsx'
import type { SettingActs } from './use-setting-acts.ts'
import classes from './settings.module.css'

interface SettingFormProps {
  readonly spec: KindSpec
  /** Undefined for a new one. */
  readonly setting: Setting | undefined
  /** All of the kind. */
  readonly all: readonly Setting[]
  readonly acts: SettingActs
  readonly onSaved: (id: Id) => void
  readonly onClose: () => void
  /** Shows the tickets that have it. */
  readonly onShowTickets: (setting: Setting) => void
}

/** One setting with everything its kind holds. What is typed waits for Save; the rest follows what arrives. */
export function SettingForm(props: SettingFormProps) {
  const { spec, setting, onClose } = props
  const { t } = useTranslation(['settings', 'common'])
  const directory = useDirectory()
  const state = useFormState(props)
  const title = setting === undefined ? t(`kinds.${spec.kind as 'site'}.new`) : directory.nameOf(setting)
  return (
    <form
      className={classes['form']}
      aria-label={title}
      onKeyDown={(event) => takeSubmitKey(event, state.save)}
      onSubmit={(event) => {
        event.preventDefault()
        state.save()
      }}
    >
      <header className={classes['formHead']}>
        <Title order={2} size="h5">
          {title}
        </Title>
        <CloseButton aria-label={t('common:close')} onClick={onClose} />
      </header>
      <FormBody {...props} state={state} />
      {!state.isReadOnly && <FormFoot {...props} state={state} />}
    </form>
  )
}

/** The form between what is stored and what is typed. */
function useFormState({ spec, setting, all, acts, onSaved }: SettingFormProps) {
  const { person } = useSession()
  const { draft, change, clear } = useSettingDraft(`${spec.kind}/${setting?.id ?? ''}`)
  const [refusal, setRefusal] = useState<Refusal>()
  const before = setting ?? emptySetting(spec, person.id)
  return {
    draft,
    before,
    after: drafted(before, draft),
    refusal,
    isReadOnly: setting === undefined ? !acts.mayCreate(spec.kind) : !acts.mayChange(setting),
    isTouched: Object.keys(draftPatch(before, draft)).length > 0,
    edit(part: SettingDraft) {
      setRefusal(undefined)
      change(part)
    },
    revert() {
      setRefusal(undefined)
      clear()
    },
    save() {
      const saved = saveDraft({ spec, setting, all, acts, before, draft })
      if (!saved.ok) return setRefusal(saved.refusal)
      clear()
      return onSaved(saved.value)
    },
  }
}

interface FormPartProps extends SettingFormProps {
  readonly state: ReturnType<typeof useFormState>
}

function FormBody({ spec, setting, all, onShowTickets, state }: FormPartProps) {
  const { t } = useTranslation('settings')
  const { draft, before, after, refusal, isReadOnly, edit } = state
  const wrong = wrongKeys(spec, tidied(after.data))
  const fields = spec.fields.filter(({ when }) => when?.(after.data) ?? true)
  return (
    <div className={classes['formBody']}>
      {setting?.active === false && (
        <Alert p="xs" color="gray" variant="light">
          {t('isRetired')}
        </Alert>
      )}
      <NameFields
        spec={spec}
        shown={{ ...bothNames(before), ...draft }}
        isReadOnly={isReadOnly}
        refusal={refusal}
        onChange={edit}
      />
      {spec.parents !== undefined && (
        <ParentField
          spec={spec}
          setting={setting}
          all={all}
          value={after.parentId}
          isReadOnly={isReadOnly}
          onChange={(parentId) => edit({ parentId })}
        />
      )}
      {fields.map((field) => (
        <FormField
          key={field.key}
          spec={spec}
          field={field}
          data={after.data}
          isReadOnly={isReadOnly || (field.isFixed === true && setting !== undefined)}
          isWrong={wrong.includes(field.key)}
          onChange={(value) => edit({ data: { ...draft.data, [field.key]: kept(spec, field.key, value) } })}
        />
      ))}
      {setting !== undefined && <SettingUse setting={setting} spec={spec} onShowTickets={onShowTickets} />}
    </div>
  )
}

function emptySetting(spec: KindSpec, personId: Id): SettingFields {
  return { name: '', names: {}, parentId: '', data: spec.begin?.(personId) ?? {} }
}

interface Saving extends Pick<SettingFormProps, 'spec' | 'setting' | 'all' | 'acts'> {
  readonly before: SettingFields
  readonly draft: SettingDraft
}

/** Saves a new one behind its siblings, or what the draft changes. */
function saveDraft({ spec, setting, all, acts, before, draft }: Saving): Result<Id> {
  if (setting === undefined) {
    const { data, ...fields } = drafted(before, draft)
    const position = Math.max(-1, ...all.map((each) => each.position)) + 1
    return acts.create({ kind: spec.kind, ...fields, data: tidied(data), position })
  }
  const patch = draftPatch(setting, draft)
  if (Object.keys(patch).length === 0) return { ok: true, value: setting.id }
  const changed = acts.change(setting, patch)
  return changed.ok ? { ok: true, value: setting.id } : changed
}

interface NameFieldsProps {
  readonly spec: KindSpec
  readonly shown: SettingDraft
  readonly isReadOnly: boolean
  readonly refusal: Refusal | undefined
  readonly onChange: (part: SettingDraft) => void
}

function NameFields({ spec, shown, isReadOnly, refusal, onChange }: NameFieldsProps) {
  const { t } = useTranslation('settings')
  const { refusalText } = useRefusals()
  const error = refusal?.field === 'name' ? refusalText(refusal) : undefined
  const common = { maxLength: 200, readOnly: isReadOnly }
  return (
    <div className={spec.isOneName === true ? '' : classes['names']}>
      <TextInput
        {...common}
        data-autofocus
        label={spec.isOneName === true ? t('name') : t('nameEn')}
        error={error}
        value={shown.en ?? ''}
        onChange={(event) => onChange({ en: event.currentTarget.value })}
      />
      {spec.isOneName !== true && (
        <TextInput
          {...common}
          label={t('nameFr')}
          placeholder={shown.en ?? ''}
          value={shown.fr ?? ''}
          onChange={(event) => onChange({ fr: event.currentTarget.value })}
        />
      )}
    </div>
  )
}

function FormFoot({ spec, setting, acts, onClose, state }: FormPartProps) {
  const { t } = useTranslation(['settings', 'common'])
  const { refusalText } = useRefusals()
  const { refusal, isTouched, revert } = state
  return (
    <footer className={classes['formFoot']}>
      {refusal !== undefined && refusal.field !== 'name' && (
        <Alert color="red" variant="light" p="xs" role="alert" className={classes['refusal'] ?? ''}>
          {refusalText(refusal)}
        </Alert>
      )}
      {setting !== undefined && spec.single === undefined && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={
            setting.active ? <IconArchive size={15} aria-hidden /> : <IconArchiveOff size={15} aria-hidden />
          }
          onClick={() => acts.setActive(setting, !setting.active)}
        >
          {setting.active ? t('retire') : t('bringBack')}
        </Button>
      )}
      <span className={classes['gap']} />
      {(isTouched || setting === undefined) && (
        <Button
          variant="default"
          onClick={() => {
            revert()
            if (setting === undefined) onClose()
          }}
        >
          {t('common:cancel')}
        </Button>
      )}
      <Button
        type="submit"
        disabled={!isTouched && setting !== undefined}
        leftSection={<IconDeviceFloppy size={15} aria-hidden />}
      >
        {t('common:save')}
      </Button>
    </footer>
  )
}
