using System.Globalization;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Checks;

/// <summary>
/// The blocks of a set come in one order, are numbered, and tell their distance from the SSET:
/// <code>SSET VOLB MSCI MSDA* MSTL* MSLS SFMB ESET ESET SFMB</code>
/// Blocks that this reader does not know may stand anywhere before MSLS.
/// </summary>
internal sealed class BlockOrder(FindingLog findings)
{
    private static readonly uint[] Sequence =
    [
        BlockTag.Set, BlockTag.Volume, BlockTag.Description, BlockTag.Pages, BlockTag.Log, BlockTag.FinalDescription,
        BlockTag.Filemark, BlockTag.SetEnd, BlockTag.SetEnd, BlockTag.Filemark,
    ];

    private int _step = -1;
    private uint _control;
    private long _setStart;

    /// <summary>Whether the filemark that ends the set was seen.</summary>
    public bool IsComplete => _step == Sequence.Length - 1;

    /// <summary>Whether the set's contents are over and its ESETs have begun.</summary>
    public bool IsPastContents => _step >= Array.IndexOf(Sequence, BlockTag.SetEnd);

    /// <summary>Takes in the next block.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="start">Its offset in the MTF stream.</param>
    /// <param name="fileOffset">Its offset in the file, for findings.</param>
    /// <param name="resumed">Whether blocks before it were lost: then its number and place say nothing new.</param>
    public void Add(BlockHeader header, long start, long fileOffset, bool resumed)
    {
        if (header.Tag == BlockTag.Set)
        {
            _setStart = start;
            _control = 0;
        }

        Step(header, fileOffset, resumed);
        if (header.Tag is BlockTag.Filemark or BlockTag.SetEnd or BlockTag.Media)
            return;

        if (!resumed && header.ControlId != _control)
            findings.Error(FindingCode.BlockOutOfPlace, Text($"{header.Name} block has number {header.ControlId}, not {_control}"), fileOffset);

        if (!resumed && header.LogicalAddress != (start - _setStart) / BlockHeader.LogicalBlock)
            findings.Error(FindingCode.BlockOutOfPlace, $"{header.Name} block does not stand where it says", fileOffset);

        _control = header.ControlId + 1;
    }

    private void Step(BlockHeader header, long fileOffset, bool resumed)
    {
        if (!BlockTag.IsKnown(header.Tag))
            return;

        int next = _step;
        if (next < 0 || !Repeats(next) || Sequence[next] != header.Tag)
        {
            do
                next++;
            while (next < Sequence.Length && Sequence[next] != header.Tag && Repeats(next));
        }

        if (next < Sequence.Length && Sequence[next] == header.Tag)
        {
            _step = next;
            return;
        }

        if (!resumed)
            findings.Error(FindingCode.BlockOutOfPlace, $"{header.Name} block stands in the wrong place", fileOffset);

        int known = Array.IndexOf(Sequence, header.Tag, Math.Max(_step + 1, 0));
        _step = known >= 0 ? known : _step;
    }

    private static bool Repeats(int step) => Sequence[step] is BlockTag.Pages or BlockTag.Log;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
