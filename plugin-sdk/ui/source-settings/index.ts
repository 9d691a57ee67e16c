/** Parts of a datasource's settings form. Beside the shared kit, because only those who configure one need them. */
export { SecretField } from './secret.tsx';
export { SettingsSection } from './section.tsx';
