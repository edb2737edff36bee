namespace PosBackup.SqlStandIn.Storage;

/// <summary>A growing set of store pages, kept in a file as a bitmap (page 1 is bit 0): which pages changed since the differential base.</summary>
internal sealed class PageSet(string path)
{
    private byte[] _bits = File.Exists(path) ? File.ReadAllBytes(path) : [];

    public bool Contains(int page) => (page - 1) / 8 < _bits.Length && (_bits[(page - 1) / 8] & (1 << ((page - 1) % 8))) != 0;

    public void Add(int page)
    {
        int at = (page - 1) / 8;
        if (at >= _bits.Length)
            Array.Resize(ref _bits, Math.Max(at + 1, _bits.Length * 2));
        _bits[at] |= (byte)(1 << ((page - 1) % 8));
    }

    public void Clear() => Array.Clear(_bits);

    public void Save() => File.WriteAllBytes(path, _bits);
}
