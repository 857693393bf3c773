package nz.flagships.initiative.fund;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Splits cents in proportion to what remains, by the method of the largest remainder (Hamilton's): each share is rounded
 * down, and the cents that are left go one each to the largest remainders, ties in the order of the codes. The shares
 * add up to the amount, and none is larger than what remains there.
 */
final class Shares {
    private Shares() {}

    private record Share(String code, long whole, BigInteger remainder) {}

    /**
     * Splits an amount.
     *
     * @param amount cents, at most the sum of what remains
     * @param remains cents by code, none negative
     * @return cents by code, without those that have none
     */
    static SortedMap<String, Long> of(long amount, SortedMap<String, Long> remains) {
        // Products of two amounts of cents do not fit into a long, nor need their sum.
        BigInteger total = remains.values().stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger cents = BigInteger.valueOf(amount);
        if (amount < 0 || cents.compareTo(total) > 0) {
            throw new IllegalArgumentException("There is less to split than is asked for");
        }
        List<Share> shares = new ArrayList<>();
        long left = amount;
        for (var each : remains.entrySet()) {
            if (each.getValue() > 0) {
                BigInteger[] parts =
                        cents.multiply(BigInteger.valueOf(each.getValue())).divideAndRemainder(total);
                shares.add(new Share(each.getKey(), parts[0].longValueExact(), parts[1]));
                left -= parts[0].longValueExact();
            }
        }
        shares.sort(Comparator.comparing(Share::remainder).reversed().thenComparing(Share::code));
        SortedMap<String, Long> split = new TreeMap<>();
        for (Share share : shares) {
            long with = share.whole() + (left > 0 ? 1 : 0);
            left = Math.max(0, left - 1);
            if (with > 0) {
                split.put(share.code(), with);
            }
        }
        return split;
    }
}
