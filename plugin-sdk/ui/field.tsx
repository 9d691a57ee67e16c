import { type ComponentChildren, createContext, type InputHTMLAttributes, type JSX, type SelectHTMLAttributes } from 'preact';
import { useContext } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { useId } from './use-id.ts';

interface FieldTies {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
}
const Ties = createContext<FieldTies | undefined>(undefined);

/** Ids that tie the control inside a `Field` to its label, help and error. */
function useTies(): { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: 'true' } {
  const ties = useContext(Ties);
  if (!ties) return {};
  return {
    id: ties.id,
    ...(ties.describedBy && { 'aria-describedby': ties.describedBy }),
    ...(ties.invalid && { 'aria-invalid': 'true' as const }),
  };
}

/** A labelled control. The error says how to fix it and replaces the help. */
export function Field({
  label,
  help,
  error,
  children,
}: {
  label: string;
  help?: ComponentChildren;
  error?: string | undefined;
  children: ComponentChildren;
}): JSX.Element {
  const id = useId();
  const note = error ? `${id}-error` : help ? `${id}-help` : undefined;
  return (
    <div class="o-field">
      <label for={id}>{label}</label>
      <Ties.Provider value={{ id, describedBy: note, invalid: Boolean(error) }}>{children}</Ties.Provider>
      {error ? (
        <span class="o-errt" id={note} role="alert">
          <Icon name="circle-alert" size="s" />
          {error}
        </span>
      ) : (
        help && (
          <span class="o-help" id={note}>
            {help}
          </span>
        )
      )}
    </div>
  );
}

type NativeInput = Omit<InputHTMLAttributes<HTMLInputElement>, 'size' | 'icon'>;

export function Input({
  icon,
  size,
  trailing,
  class: extra,
  ...rest
}: NativeInput & { icon?: string; size?: 'sm' | 'lg'; trailing?: ComponentChildren }): JSX.Element {
  const ties = useTies();
  return (
    <span class={`o-input ${size ? `o-${size}` : ''} ${ties['aria-invalid'] ? 'o-err' : ''} ${typeof extra === 'string' ? extra : ''}`}>
      {icon && <Icon name={icon} size="s" />}
      <input type="text" {...ties} {...(rest as InputHTMLAttributes<HTMLInputElement>)} />
      {trailing}
    </span>
  );
}

export function Select<Value extends string>({
  options,
  size,
  value,
  onValue,
  ...rest
}: Omit<SelectHTMLAttributes<HTMLSelectElement>, 'size' | 'value'> & {
  options: readonly { readonly value: Value; readonly label: string }[];
  value: Value;
  onValue(value: Value): void;
  size?: 'sm' | 'lg';
}): JSX.Element {
  const ties = useTies();
  return (
    <span class={`o-input o-select ${size ? `o-${size}` : ''} ${ties['aria-invalid'] ? 'o-err' : ''}`}>
      <select
        {...ties}
        {...(rest as SelectHTMLAttributes<HTMLSelectElement>)}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value as Value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" size="s" />
    </span>
  );
}

type Toggle = Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'label' | 'icon'> & {
  label: ComponentChildren;
  onValue?(on: boolean): void;
};

export function Checkbox({ label, onValue, ...rest }: Toggle): JSX.Element {
  return (
    <label class="o-check">
      <input {...(rest as object)} type="checkbox" onChange={(event) => onValue?.(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
export function Switch(props: Toggle): JSX.Element {
  return <Checkbox {...props} role="switch" />;
}
