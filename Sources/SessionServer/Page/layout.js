// A tab's tree of splits as rectangles, in percent of the panel. Panes are placed, never nested: moving an emulator to
// another parent would lose its scroll position and its focus.

/**
 * Where everything goes.
 *
 * @param {object} root a pane or a split of the workspace document
 * @param {Map<string, number[]>} dragged weights that stand in for the document's while somebody drags, by split
 * @returns {{panes: object[], splitters: object[]}} panes in reading order
 */
export function arrange(root, dragged = new Map()) {
    const panes = [];
    const splitters = [];
    const place = (node, area) => {
        if (!node.children) {
            panes.push({ pane: node.pane, terminal: node.terminal, area });
            return;
        }
        const weights = shares(dragged.get(node.split) ?? node.weights, node.children.length);
        let before = 0;
        node.children.forEach((child, index) => {
            const inner = slice(area, node.direction, before, weights[index]);
            if (index > 0) {
                const { split, direction } = node;
                const at = slice(area, direction, before, 0);
                splitters.push({ split, direction, index: index - 1, weights, area, at });
            }
            place(child, inner);
            before += weights[index];
        });
    };
    place(root, { left: 0, top: 0, width: 100, height: 100 });
    return { panes, splitters };
}

/** Weights as shares of 1; equal ones if the weights are not usable. */
function shares(weights, count) {
    const isUsable = weights?.length === count && weights.every((weight) => weight > 0);
    const usable = isUsable ? weights : new Array(count).fill(1);
    const sum = usable.reduce((total, weight) => total + weight, 0);
    return usable.map((weight) => weight / sum);
}

function slice({ left, top, width, height }, direction, before, share) {
    return direction === 'row'
        ? { left: left + width * before, top, width: width * share, height }
        : { left, top: top + height * before, width, height: height * share };
}

/**
 * Shares after the border behind child `index` moved by `delta`, as thousandths, which is how the server is told.
 *
 * @param {number[]} weights shares of 1
 * @param {number} delta share of the whole split; positive makes the earlier child larger
 * @param {number} smallest thousandths no child goes below
 */
export function moveBorder(weights, index, delta, smallest) {
    const moved = weights.map((weight) => Math.max(1, Math.round(weight * 1000)));
    const both = moved[index] + moved[index + 1];
    const least = Math.min(smallest, Math.floor(both / 2));
    const wanted = Math.round((weights[index] + delta) * 1000);
    moved[index] = Math.min(Math.max(wanted, least), both - least);
    moved[index + 1] = both - moved[index];
    return moved;
}

/** The terminal that lies beside another one in a direction (left, right, up, down), or null. */
export function neighbour(panes, terminal, direction) {
    const from = panes.find((pane) => pane.terminal === terminal);
    if (!from) return panes[0]?.terminal ?? null;
    const middle = center(from.area);
    const candidates = panes.filter((pane) => pane !== from && isTowards(direction, from.area, pane.area));
    const distance = ({ area }) => Math.hypot(center(area).x - middle.x, center(area).y - middle.y);
    candidates.sort((left, right) => distance(left) - distance(right));
    return candidates[0]?.terminal ?? null;
}

function center({ left, top, width, height }) {
    return { x: left + width / 2, y: top + height / 2 };
}

// Percentages are sums of fractions; borders that meet may differ in the last digits.
const tolerance = 0.01;

function isTowards(direction, from, to) {
    switch (direction) {
    case 'left': return to.left + to.width <= from.left + tolerance;
    case 'right': return to.left >= from.left + from.width - tolerance;
    case 'up': return to.top + to.height <= from.top + tolerance;
    default: return to.top >= from.top + from.height - tolerance;
    }
}
