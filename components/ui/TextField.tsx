'use client'

import type { InputHTMLAttributes, Ref, TextareaHTMLAttributes } from 'react'
import { Field, fieldClass, type FieldProps } from './Field'

export interface TextFieldProps
  extends FieldProps, Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> {
  ref?: Ref<HTMLInputElement>
  /** For the input itself; `className` is for the whole field. */
  inputClassName?: string
}

export function TextField({
  label,
  hideLabel,
  hint,
  error,
  className,
  inputClassName,
  ...rest
}: TextFieldProps) {
  const invalid = error !== undefined
  return (
    <Field {...{ label, hint, error, className }} hideLabel={hideLabel ?? false}>
      {(control) => (
        <input
          type="text"
          className={fieldClass(invalid, `h-7 ${inputClassName ?? ''}`)}
          {...control}
          {...rest}
        />
      )}
    </Field>
  )
}

export interface TextAreaProps
  extends FieldProps, Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id'> {
  ref?: Ref<HTMLTextAreaElement>
  inputClassName?: string
}

export function TextArea({
  label,
  hideLabel,
  hint,
  error,
  className,
  inputClassName,
  ...rest
}: TextAreaProps) {
  const invalid = error !== undefined
  return (
    <Field {...{ label, hint, error, className }} hideLabel={hideLabel ?? false}>
      {(control) => (
        <textarea
          rows={4}
          className={fieldClass(invalid, `py-1.5 ${inputClassName ?? ''}`)}
          {...control}
          {...rest}
        />
      )}
    </Field>
  )
}
