namespace PosBackup.SqlStandIn.Backups.Xpress;

/// <summary>A complete canonical prefix code over the 512 symbols of a piece, no code longer than fifteen bits.</summary>
internal sealed class HuffmanCode
{
    public const int Symbols = 512;
    public const int StoredSize = Symbols / 2;

    private const int MaxLength = 15;

    private readonly int[] _lengths = new int[Symbols];
    private readonly int[] _codes = new int[Symbols];
    private readonly int[] _parents = new int[2 * Symbols];
    private readonly PriorityQueue<int, long> _roots = new(Symbols);

    /// <summary>Length of each symbol's code in bits; 0 = the symbol does not occur.</summary>
    public ReadOnlySpan<int> Lengths => _lengths;

    /// <summary>Each symbol's code.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>Makes the code for symbols that occur so often; at least one must occur.</summary>
    public void Build(ReadOnlySpan<int> counts)
    {
        Span<int> weights = stackalloc int[Symbols];
        counts.CopyTo(weights);

        // One symbol alone has no complete code; a second one that never occurs completes it.
        if (weights.Count(0) == Symbols - 1)
            weights[weights[0] == 0 ? 0 : 1] = 1;

        // Flattening the weights shortens the longest codes at little cost to the rest.
        while (!TrySetLengths(weights))
        {
            foreach (ref int weight in weights)
                weight = (weight + 1) / 2;
        }

        SetCodes();
    }

    /// <summary>Writes the lengths as a piece stores them: four bits a symbol, the even one low.</summary>
    public void Store(Span<byte> destination)
    {
        for (int at = 0; at < StoredSize; at++)
            destination[at] = (byte)(_lengths[2 * at] | (_lengths[(2 * at) + 1] << 4));
    }

    /// <summary>Huffman's tree: join the two lightest until one is left. False when it is too deep.</summary>
    private bool TrySetLengths(ReadOnlySpan<int> weights)
    {
        _roots.Clear();
        for (int symbol = 0; symbol < Symbols; symbol++)
        {
            if (weights[symbol] != 0)
                _roots.Enqueue(symbol, weights[symbol]);
        }

        int last = Symbols;
        for (; _roots.Count > 1; last++)
        {
            _roots.TryDequeue(out int one, out long weight);
            _roots.TryDequeue(out int other, out long otherWeight);
            _parents[one] = _parents[other] = last;
            _roots.Enqueue(last, weight + otherWeight);
        }

        int root = last - 1;
        for (int symbol = 0; symbol < Symbols; symbol++)
        {
            _lengths[symbol] = weights[symbol] == 0 ? 0 : DepthBelow(root, symbol);
            if (_lengths[symbol] > MaxLength)
                return false;
        }

        return true;
    }

    private int DepthBelow(int root, int node)
    {
        int depth = 0;
        for (; node != root; node = _parents[node])
            depth++;

        return depth;
    }

    /// <summary>Counts up through the symbols of one length, then doubles for the next length.</summary>
    private void SetCodes()
    {
        int code = 0;
        for (int length = 1; length <= MaxLength; length++)
        {
            code <<= 1;
            for (int symbol = 0; symbol < Symbols; symbol++)
            {
                if (_lengths[symbol] == length)
                    _codes[symbol] = code++;
            }
        }
    }
}
