export default {
  trend: 'Trend',
  xAxis: 'X axis',
  xField: 'Field',
  firstNumber: 'First number',
  missingX: 'A trend needs a number field for its x axis.',
  missingY: 'A trend needs a second number field.',
  oneFrame: 'A trend draws one frame. Join the others with a transformation first.',
};
