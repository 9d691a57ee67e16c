import { languageOf } from '@orrery/plugin-sdk/ui';

const en = {
  image: 'Image',
  imageElsewhere: 'An image on another server. Images are not loaded from there; this opens it.',
};
const de: typeof en = {
  image: 'Bild',
  imageElsewhere: 'Ein Bild auf einem anderen Server. Von dort werden keine Bilder geladen; hier wird es geöffnet.',
};
export const words = languageOf() === 'de' ? de : en;
