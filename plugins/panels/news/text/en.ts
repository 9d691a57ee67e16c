export default {
  news: 'News',
  feed: 'Feed',
  feedHelp: 'RSS or Atom. The server fetches it, from origins that an administrator listed under [news] feeds.',
  pictures: 'Pictures',
  noFeed: 'No feed is chosen in this panel’s options.',
  empty: 'The feed has no entries.',
};
